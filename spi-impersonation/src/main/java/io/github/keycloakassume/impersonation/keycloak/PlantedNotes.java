package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Notes that come with a login under names that mean an impersonation. Mappers of identity providers, authenticators and
 * imports write whatever notes they like into a login, and Keycloak copies all of them into the user session
 * ({@code TokenManager.attachAuthenticationSession}). No note of ours is believed; these are removed all the same, so that
 * Keycloak and others do not believe them either.
 */
public final class PlantedNotes {

    private static final String OURS = "assume.";

    private static final Set<String> STOCK = Stream.of(ImpersonationSessionNote.values())
            .map(ImpersonationSessionNote::toString)
            .collect(Collectors.toUnmodifiableSet());

    private final KeycloakSession session;
    private final UserSessionModel login;

    public PlantedNotes(KeycloakSession session, UserSessionModel login) {
        this.session = session;
        this.login = login;
    }

    /** Removes them from a session that a login has just been attached to; sessions without any cost no query. */
    public void remove() {
        List<String> notes = login.getNotes().keySet().stream()
                .filter(name -> name.startsWith(OURS) || STOCK.contains(name))
                .toList();
        if (notes.isEmpty()) {
            return;
        }
        Optional<Impersonation> itsOwn = itsOwn();
        if (itsOwn.isPresent()) {
            new ImpersonatedSessions(session, login.getRealm()).mark(login, itsOwn.get());
        }
        boolean pointerCounts =
                itsOwn.isPresent() || Marks.copied(session, login).isPresent();
        Set<String> confirmed = RunningFrom.notesOf(new RunningFrom(session, login).find());
        notes.stream()
                .filter(name -> name.startsWith(OURS) && !confirmed.contains(name))
                .filter(name -> !(pointerCounts && name.equals(ImpersonationMark.NOTE)))
                .forEach(login::removeNote);
        if (itsOwn.isEmpty()) {
            notes.stream()
                    .filter(STOCK::contains)
                    .filter(this::cameWithThisLogin)
                    .forEach(login::removeNote);
        }
    }

    /** By the session's id, because the note that points there may have been overwritten. */
    private Optional<Impersonation> itsOwn() {
        return new ImpersonationStore(session)
                .findBySession(login.getRealm().getId(), login.getId())
                .filter(found -> found.subject().userId().equals(login.getUser().getId()));
    }

    /** Keycloak's own impersonation sets these on the session itself; what it has opened stays refused. */
    private boolean cameWithThisLogin(String name) {
        AuthenticationSessionModel current = session.getContext().getAuthenticationSession();
        Map<String, String> brought = current == null ? Map.of() : current.getUserSessionNotes();
        return Objects.equals(brought.get(name), login.getNote(name))
                && login.getAuthenticatedClientSessions().size() <= 1;
    }
}

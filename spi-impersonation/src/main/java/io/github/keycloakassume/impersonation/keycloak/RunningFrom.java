package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * The impersonations that run from a person's own session: when that session ends so do they. Its notes name them, so that
 * to know that there is none costs nothing; they are hints, and only those count whose record says that this person started
 * them from this very session.
 */
public final class RunningFrom {

    private static final String PREFIX = "assume.running.";
    private static final String RUNS = "true";

    private final KeycloakSession session;
    private final UserSessionModel own;

    public RunningFrom(KeycloakSession session, UserSessionModel own) {
        this.session = session;
        this.own = own;
    }

    public void add(String impersonationId) {
        own.setNote(PREFIX + impersonationId, RUNS);
    }

    public void remove(String impersonationId) {
        own.removeNote(PREFIX + impersonationId);
    }

    /** Whether there may be one, which costs no query. */
    boolean isHinted() {
        return own.getNotes().keySet().stream().anyMatch(name -> name.startsWith(PREFIX));
    }

    /** The notes that name those. */
    static Set<String> notesOf(List<Impersonation> running) {
        return running.stream().map(one -> PREFIX + one.id()).collect(Collectors.toUnmodifiableSet());
    }

    /** Those, whether or not they have ended meanwhile. */
    public List<Impersonation> find() {
        ImpersonationStore store = new ImpersonationStore(session);
        return own.getNotes().keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> store.find(name.substring(PREFIX.length())))
                .flatMap(Optional::stream)
                .filter(found ->
                        found.isFrom(own.getRealm().getId(), own.getUser().getId(), own.getId()))
                .toList();
    }
}

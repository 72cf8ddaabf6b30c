package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.session.EndedSessions;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Who looks at somebody else's account is seen doing so, which Keycloak's account API has no event for; who would change it
 * is refused, whatever roles are in his token.
 */
public final class AccountGuard {

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

    private final KeycloakSession session;
    private final Clock clock;

    public AccountGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Whether a request to the account API is to be refused. People whom nobody impersonates cost one parsing of their token
     * and the lookup of its session, which Keycloak has loaded.
     *
     * A session of stock's impersonation that is none of ours does not even look: that ends with an exception.
     *
     * @param resource what of the account it is about, for example {@code credentials}
     */
    public boolean refuses(String method, String resource) {
        Optional<PresentedToken> token = PresentedToken.ofRequest(session).filter(PresentedToken::isImpersonated);
        Optional<UserSessionModel> login = token.flatMap(PresentedToken::verifiedSession);
        if (login.isEmpty()) {
            return false;
        }
        if (Marks.isStray(session, login.get())) {
            new RefuseStray(session, clock).note(login.get());
            throw StrayAnswer.invalidToken();
        }
        if (new EndedSessions(session, clock).isOver(login.get())) {
            throw StrayAnswer.invalidToken();
        }
        if (LOOKING.contains(method)) {
            String client = token.flatMap(PresentedToken::clientId).orElse(null);
            Marks.of(session, login.get())
                    .ifPresent(mark ->
                            new UserEvents(session, login.get().getRealm()).accountSeen(login.get(), client, resource));
            return false;
        }
        note(login.get());
        return true;
    }

    private void note(UserSessionModel login) {
        Optional<ImpersonationMark> mark = Marks.of(session, login);
        new Trail(session, clock)
                .refused(TrailEntry.refused(
                        login.getRealm().getId(),
                        mark.map(found -> found.actor().person()).orElse(null),
                        Directory.person(login.getRealm(), login.getUser()),
                        mark.map(ImpersonationMark::impersonationId).orElse(null),
                        Refusal.ACCOUNT_READ_ONLY));
        mark.ifPresent(
                found -> new UserEvents(session, login.getRealm()).refused(login, found, Refusal.ACCOUNT_READ_ONLY));
    }
}

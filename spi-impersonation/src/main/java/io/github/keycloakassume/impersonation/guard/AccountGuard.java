package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.AccountEvents;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedToken;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * An impersonator who looks at the user's account is seen doing so: Keycloak's account API has no event for it. Changes are
 * refused by {@link ClosedDoors}.
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
     * Records a request to the account API. Users who are not impersonated cost one parsing of their token and the lookup of
     * its session, which Keycloak has loaded.
     *
     * @param resource what of the account it is about, for example {@code credentials}
     * @throws RuntimeException the answer to a session of stock's impersonation that is none of ours, or is over
     */
    public void see(String method, String resource) {
        Optional<PresentedToken> token = PresentedToken.ofRequest(session).filter(new ImpersonatedToken(session)::is);
        Optional<UserSessionModel> login = token.flatMap(PresentedToken::verifiedSession);
        if (login.isEmpty()) {
            return;
        }
        if (Marks.isStray(session, login.get())) {
            new RefuseStray(session, clock).note(login.get());
            throw StrayAnswer.invalidToken();
        }
        if (new ReviewAtApplication(session, clock)
                .isOver(login.get(), token.get().client(login.get().getRealm()))) {
            throw StrayAnswer.invalidToken();
        }
        if (LOOKING.contains(method)) {
            String client = token.flatMap(PresentedToken::clientId).orElse(null);
            Marks.of(session, login.get())
                    .ifPresent(mark ->
                            new AccountEvents(session, login.get().getRealm()).seen(login.get(), client, resource));
        }
    }
}

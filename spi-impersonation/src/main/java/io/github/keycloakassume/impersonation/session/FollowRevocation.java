package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RunningFrom;
import io.github.keycloakassume.impersonation.model.EndCause;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * What a revocation of an actor's token brings with it: all that runs by exchanged tokens from the same login, or by the same
 * service account, ends. Keycloak's own revocation does not cross user sessions. To revoke more than was exchanged of that one
 * token costs its applications one more exchange.
 */
public final class FollowRevocation {

    private final KeycloakSession session;
    private final Clock clock;

    public FollowRevocation(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Follows the revocation of a token of that session, which Keycloak has loaded for it. */
    public void of(UserSessionModel login) {
        if (!Marks.isImpersonated(session, login)) {
            new RunningFrom(session, login)
                    .exchanges(clock.instant())
                    .forEach(known -> new EndImpersonation(session, login.getRealm(), clock)
                            .end(known.id(), null, EndCause.IMPERSONATOR_GONE));
        }
    }
}

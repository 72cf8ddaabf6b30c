package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** Token exchange V1 with a requested subject: what Keycloak has opened for it becomes an impersonation of ours. */
public final class AdoptTokenExchange {

    private static final Reason WAY = new Reason("Token exchange");

    private final KeycloakSession session;
    private final Clock clock;

    public AdoptTokenExchange(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Decides, and marks the session before it gets any token.
     *
     * @param caller whose token is exchanged
     * @param opened a session of the subject, of this very transaction
     * @throws RefusedException when it may not be, after the trail has noted it
     */
    public Impersonation adopt(AdminCaller caller, UserSessionModel opened) {
        Impersonation pending = new StockRequest(session, clock)
                .open(caller, opened.getUser(), WAY, ImpersonationAttempt.Stage.AT_ONCE);
        UserSessionModel own =
                caller.loginSession().orElseThrow(() -> new RefusedException(ImpersonationRefusal.NO_LOGIN_SESSION));
        return new BeginImpersonation(session, caller.realm(), clock).inSession(pending, own, opened);
    }
}

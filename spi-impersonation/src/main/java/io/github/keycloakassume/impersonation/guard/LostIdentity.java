package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.session.EndImpersonation;
import java.time.Clock;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * A login in the browser of an impersonation that has lost its identity cookie ({@code prompt=create} and Keycloak's
 * registration endpoint drop it): Keycloak would take whoever logs in there for the impersonated user, and refuse all
 * others, because the authentication session has the id of the impersonated session
 * ({@code AuthenticationProcessor.attachSession}). So the impersonation ends, and the login starts clean.
 */
final class LostIdentity {

    private final AuthenticationFlowContext context;
    private final Clock clock;

    LostIdentity(AuthenticationFlowContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Ends the impersonation; a browser without our cookie costs no lookup. */
    void end() {
        KeycloakSession session = context.getSession();
        if (!new RevertCookie(session, context.getRealm()).isThere()) {
            return;
        }
        UserSessionModel login = session.sessions()
                .getUserSession(
                        context.getRealm(),
                        context.getAuthenticationSession().getParentSession().getId());
        Marks.actingIn(session, login)
                .ifPresent(mark -> new EndImpersonation(session, context.getRealm(), clock)
                        .end(mark.impersonationId(), login, EndCause.LOGGED_OUT));
    }
}

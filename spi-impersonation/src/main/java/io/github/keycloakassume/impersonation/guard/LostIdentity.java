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
 * A login in the browser of an impersonation that has lost its identity cookie (deleted, or called back by the realm's
 * not-before, {@code AuthenticationManager.verifyIdentityToken}) while a page of a login was open. Keycloak begins the next
 * login in the authentication session of that page ({@code AuthorizationEndpointBase}), which has the id of the impersonated
 * session: the user would get that session, still marked, by logging in there, and everyone else would be refused
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

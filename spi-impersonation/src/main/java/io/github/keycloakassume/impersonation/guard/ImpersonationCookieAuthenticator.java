package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.session.EndImpersonation;
import java.time.Clock;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Single sign-on of impersonated sessions: the mark travels with the login even where Keycloak looks the session up
 * again after a second page (consent, required action), and after the end there is no single sign-on. For everybody
 * else it is Keycloak's own, and a look into the notes of the session that it loaded.
 */
final class ImpersonationCookieAuthenticator extends CookieAuthenticator {

    private final Clock clock;

    ImpersonationCookieAuthenticator(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        super.authenticate(context);
        UserSessionModel login = context.getSession().getContext().getUserSession();
        Marks.of(login).ifPresent(mark -> carryOrEnd(context, login, mark));
    }

    private void carryOrEnd(AuthenticationFlowContext context, UserSessionModel login, ImpersonationMark mark) {
        if (mark.isOver(clock.instant())) {
            end(context, login, mark);
        } else {
            mark.toNotes().forEach(context.getAuthenticationSession()::setUserSessionNote);
        }
    }

    private void end(AuthenticationFlowContext context, UserSessionModel login, ImpersonationMark mark) {
        KeycloakSession session = context.getSession();
        new EndImpersonation(session, context.getRealm(), clock).end(login, mark, EndCause.TIME_OVER);
        new BrowserIdentity(session, context.getRealm()).forget();
        context.clearUser();
        context.resetFlow();
    }
}

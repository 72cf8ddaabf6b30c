package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.CommittedCookies;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedLogin;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.ImpersonationScope;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.session.ArrivedBrowser;
import io.github.keycloakassume.impersonation.session.EndImpersonation;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import io.github.keycloakassume.impersonation.session.ReviewImpersonation;
import io.github.keycloakassume.impersonation.session.UsedWayBack;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Single sign-on of impersonated sessions: the mark travels with the login even where Keycloak looks the session up
 * again after a second page (consent, required action), its claims reach every client, the impersonator's own session
 * does not go idle meanwhile, and after the end there is no single sign-on. For everybody
 * else it is Keycloak's own, and a look into the notes of the session that it loaded.
 */
final class ImpersonationCookieAuthenticator extends CookieAuthenticator {

    private final Clock clock;

    ImpersonationCookieAuthenticator(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        if (endIfOver(context)) {
            withoutLogin(context);
            return;
        }
        super.authenticate(context);
        // Without a user the cookie was no good, and the session in the context is one of before.
        if (context.getUser() == null) {
            new LostIdentity(context, clock).end();
            new AfterTheEnd(context, clock).offer();
            return;
        }
        UserSessionModel login = context.getSession().getContext().getUserSession();
        Marks.of(context.getSession(), login)
                .ifPresentOrElse(mark -> carry(mark, context), () -> arrived(context.getSession(), login));
    }

    private void arrived(KeycloakSession session, @Nullable UserSessionModel login) {
        if (login != null) {
            new UsedWayBack(session, clock).arrived(login);
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        new AfterTheEnd(context, clock).answer();
    }

    private void carry(ImpersonationMark mark, AuthenticationFlowContext context) {
        new ArrivedBrowser(context.getSession()).with(mark);
        context.getAuthenticationSession().setUserSessionNote(ImpersonationMark.NOTE, mark.impersonationId());
        ImpersonationScope.restoreAfterLogin(
                context.getSession(), context.getAuthenticationSession().getClient());
        new ImpersonatedSessions(context.getSession(), context.getRealm()).keepOwnAlive(mark, clock.instant());
        new LoginGuard(context.getSession(), clock)
                .check(new ImpersonatedLogin(context), mark, Directory.person(context.getRealm(), context.getUser()));
    }

    /** As Keycloak's own, where the identity cookie is of no session: this one is there until its end is committed. */
    private void withoutLogin(AuthenticationFlowContext context) {
        CommittedCookies.of(
                context.getSession(), new BrowserIdentity(context.getSession(), context.getRealm())::forgetIdentity);
        context.attempted();
        new AfterTheEnd(context, clock).offer();
    }

    /** Whether the session that the identity cookie names has been ended, before Keycloak's own look at it. */
    private boolean endIfOver(AuthenticationFlowContext context) {
        KeycloakSession session = context.getSession();
        return new BrowserIdentity(session, context.getRealm())
                .claimed()
                .filter(login -> endIfOver(context, login))
                .isPresent();
    }

    private boolean endIfOver(AuthenticationFlowContext context, UserSessionModel login) {
        KeycloakSession session = context.getSession();
        if (Marks.isStray(session, login)) {
            new RefuseStray(session, clock).end(login);
            return true;
        }
        Optional<ImpersonationMark> mark = Marks.of(session, login);
        Optional<EndCause> over =
                mark.flatMap(known -> new ReviewImpersonation(session, context.getRealm(), clock).review(login, known));
        over.ifPresent(cause -> new EndImpersonation(session, context.getRealm(), clock)
                .end(mark.orElseThrow().impersonationId(), login, cause));
        return over.isPresent();
    }
}

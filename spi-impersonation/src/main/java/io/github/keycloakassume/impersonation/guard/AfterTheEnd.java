package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.keycloak.EndedPage;
import io.github.keycloakassume.impersonation.keycloak.FetchSite;
import io.github.keycloakassume.impersonation.session.ReturnAfterEnd;
import java.time.Clock;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** The login after an impersonation has ended: says so, and offers the way back instead of a form for credentials. */
final class AfterTheEnd {

    private final KeycloakSession session;
    private final EndedPage page;
    private final ReturnAfterEnd wayBack;

    AfterTheEnd(AuthenticationFlowContext context, Clock clock) {
        this.session = context.getSession();
        this.page = new EndedPage(context);
        this.wayBack = new ReturnAfterEnd(context.getSession(), context.getRealm(), clock);
    }

    /** Shows the page where this browser, which has no login, started an impersonation; it is over then. */
    void offer() {
        wayBack.endWithoutLogin()
                .ifPresent(ended -> page.show(
                        ended.impersonation().subject().username(),
                        ended.own().map(UserSessionModel::getUser),
                        ended.cause()));
    }

    /** Does what was chosen on it, and lets the login begin again; what another site has sent is no choice. */
    void answer() {
        if (FetchSite.isCrossSite(session)) {
            page.loginAgain();
            return;
        }
        wayBack.find().ifPresent(ended -> {
            if (page.wantsBack() && ended.own().isPresent()) {
                wayBack.backWithinLogin(ended);
            } else {
                wayBack.close(ended);
            }
        });
        page.loginAgain();
    }
}

package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.session.LogoutOfBrowser;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;
import org.keycloak.services.clientpolicy.context.SamlLogoutRequestContext;

/**
 * Keycloak's client policies. They are told of every token response of the authorization endpoint before it is built
 * ({@code OIDCLoginProtocol.authenticated}), whether a realm has policies or not; nothing else is, for that method makes a
 * token manager of its own. And of every SAML logout request that Keycloak takes, once its signature has been verified where
 * the client has one ({@code SamlService.handleSamlRequest}); of one in a browser without a login nothing else is told.
 */
final class AttentiveClientPolicies extends DefaultClientPolicyManager {

    private final KeycloakSession session;

    AttentiveClientPolicies(KeycloakSession session) {
        super(session);
        this.session = session;
    }

    @Override
    public void triggerOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        if (context instanceof ImplicitHybridTokenResponse response) {
            new TokensInTheMaking(response.getAccessTokenResponseBuilder()).rememberIn(session);
        }
        super.triggerOnEvent(context);
        if (context instanceof SamlLogoutRequestContext) {
            loggedOutBySaml();
        }
    }

    /** Whom the request names is not looked at: it may come from any site, by a link, and be an old one. */
    private void loggedOutBySaml() {
        LogoutOfBrowser browser =
                new LogoutOfBrowser(session, session.getContext().getRealm(), new KeycloakClock());
        if (browser.leavesWayBack()) {
            browser.leftUnproved();
        }
    }
}

package io.github.keycloakassume.impersonation.token;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;

/**
 * Keycloak's client policies. They are told of every token response of the authorization endpoint before it is built
 * ({@code OIDCLoginProtocol.authenticated}), whether a realm has policies or not; nothing else is, for that method makes a
 * token manager of its own.
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
    }
}

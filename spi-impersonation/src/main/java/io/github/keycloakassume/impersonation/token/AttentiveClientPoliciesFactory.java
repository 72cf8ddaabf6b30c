package io.github.keycloakassume.impersonation.token;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;

/** Takes the place of Keycloak's own client policies: same id, higher order. */
public final class AttentiveClientPoliciesFactory extends DefaultClientPolicyManagerFactory {

    private static final int BEFORE_STOCK = 10;

    @Override
    public ClientPolicyManager create(KeycloakSession session) {
        return new AttentiveClientPolicies(session);
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}

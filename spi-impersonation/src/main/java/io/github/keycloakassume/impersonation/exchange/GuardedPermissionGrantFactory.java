package io.github.keycloakassume.impersonation.exchange;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.PermissionGrantTypeFactory;

/** Takes the place of Keycloak's UMA grant: same id, higher order. */
public final class GuardedPermissionGrantFactory extends PermissionGrantTypeFactory {

    private static final int BEFORE_STOCK = 10;

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new GuardedPermissionGrant();
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}

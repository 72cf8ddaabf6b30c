package io.github.keycloakassume.impersonation.exchange;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/** Takes the place of Keycloak's JWT authorization grant: same id, higher order. */
public final class GuardedJwtGrantFactory extends JWTAuthorizationGrantTypeFactory {

    private static final int BEFORE_STOCK = 10;

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new GuardedJwtGrant();
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}

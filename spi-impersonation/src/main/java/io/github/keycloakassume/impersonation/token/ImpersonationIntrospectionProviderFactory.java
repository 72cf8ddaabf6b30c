package io.github.keycloakassume.impersonation.token;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's own access token introspection: same id, higher order. */
public final class ImpersonationIntrospectionProviderFactory extends AccessTokenIntrospectionProviderFactory {

    private static final int BEFORE_STOCK = 10;

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ImpersonationIntrospectionProvider(session);
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}

package io.github.keycloakassume.impersonation.token;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's own refresh token introspection: same id, higher order. */
public final class ImpersonationRefreshTokenIntrospectionProviderFactory
        extends RefreshTokenIntrospectionProviderFactory {

    private static final int BEFORE_STOCK = 10;

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ImpersonationRefreshTokenIntrospectionProvider(session);
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}

package io.github.keycloakassume.impersonation.token;

import org.keycloak.authorization.protection.introspect.RPTIntrospectionProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's own introspection of requesting party tokens: same id, higher order. */
public final class ImpersonationRptIntrospectionProviderFactory extends RPTIntrospectionProviderFactory {

    private static final int BEFORE_STOCK = 10;

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ImpersonationRptIntrospectionProvider(session);
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}

package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/**
 * Is asked after tokens of impersonated sessions and requests with two meanings were refused, and before Keycloak's own
 * delegation (26.8, order 15), standard exchange (10) and V1 (0).
 */
public final class OnBehalfOfExchangeProviderFactory implements TokenExchangeProviderFactory {

    private static final int BEFORE_STOCK = 500;

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new OnBehalfOfExchangeProvider(new KeycloakClock());
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-on-behalf-of";
    }
}

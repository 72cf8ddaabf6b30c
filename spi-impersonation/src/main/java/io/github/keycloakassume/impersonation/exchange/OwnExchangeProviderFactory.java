package io.github.keycloakassume.impersonation.exchange;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/**
 * One of ours, asked before Keycloak's own: of all providers that support a request the one with the highest order takes it. Keycloak's
 * are delegation (15, from 26.8 on), standard exchange (10) and V1 (0).
 */
abstract class OwnExchangeProviderFactory implements TokenExchangeProviderFactory {

    private final String id;
    private final int order;

    OwnExchangeProviderFactory(String id, int order) {
        this.id = id;
        this.order = order;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final int order() {
        return order;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}

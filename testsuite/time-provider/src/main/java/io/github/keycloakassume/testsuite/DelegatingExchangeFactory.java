package io.github.keycloakassume.testsuite;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/** Stands where Keycloak's own delegation stands from 26.8 on: before the standard exchange, which has order 10. */
public final class DelegatingExchangeFactory implements TokenExchangeProviderFactory {

    private static final int AS_KEYCLOAKS = 15;

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new DelegatingExchange(session);
    }

    @Override
    public int order() {
        return AS_KEYCLOAKS;
    }

    @Override
    public String getId() {
        return "testbed-delegation";
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to set.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}

package io.github.keycloakassume.impersonation.exchange;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/** Makes the exchange provider that is asked before Keycloak's own two. */
public final class RefusingTokenExchangeProviderFactory implements TokenExchangeProviderFactory {

    private static final int BEFORE_STOCK = 1_000;

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new RefusingTokenExchangeProvider(session);
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
        return "assume-refusing";
    }
}

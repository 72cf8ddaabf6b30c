package io.github.keycloakassume.impersonation.exchange;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/** Is asked after tokens of impersonated sessions were refused, and before all that would go by what is left of the request. */
public final class CutExchangeProviderFactory implements TokenExchangeProviderFactory {

    private static final int AFTER_THE_REFUSING_ONE = 950;

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new CutExchangeProvider();
    }

    @Override
    public int order() {
        return AFTER_THE_REFUSING_ONE;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-cut-requests";
    }
}

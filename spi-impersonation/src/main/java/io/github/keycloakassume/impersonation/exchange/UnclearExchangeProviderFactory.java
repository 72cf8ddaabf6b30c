package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/**
 * Is asked after tokens of impersonated sessions were refused, and before all that would take what is left of such a request, or
 * one of its meanings: Keycloak's own delegation (26.8) has order 15.
 */
public final class UnclearExchangeProviderFactory implements TokenExchangeProviderFactory {

    private static final int AFTER_THE_REFUSING_ONE = 900;

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new UnclearExchangeProvider(new KeycloakClock());
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
        return "assume-unclear";
    }
}

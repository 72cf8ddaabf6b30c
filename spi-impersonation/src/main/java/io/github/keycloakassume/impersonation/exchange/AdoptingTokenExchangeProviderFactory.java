package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProviderFactory;

/**
 * Takes the place of Keycloak's token exchange V1, where that feature is on: same id, higher order; still after the
 * standard exchange (10).
 */
public final class AdoptingTokenExchangeProviderFactory extends V1TokenExchangeProviderFactory {

    private static final int BEFORE_STOCK = 1;

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new AdoptingTokenExchangeProvider(new KeycloakClock());
    }

    @Override
    public int order() {
        return BEFORE_STOCK;
    }
}

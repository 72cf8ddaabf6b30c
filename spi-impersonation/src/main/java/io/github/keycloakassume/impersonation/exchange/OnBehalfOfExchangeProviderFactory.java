package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/** Is asked after tokens of impersonated sessions and requests with two meanings were refused. */
public final class OnBehalfOfExchangeProviderFactory extends OwnExchangeProviderFactory {

    private static final int AFTER_THE_UNCLEAR_ONE = 500;

    public OnBehalfOfExchangeProviderFactory() {
        super("assume-on-behalf-of", AFTER_THE_UNCLEAR_ONE);
    }

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new OnBehalfOfExchangeProvider(new KeycloakClock());
    }
}

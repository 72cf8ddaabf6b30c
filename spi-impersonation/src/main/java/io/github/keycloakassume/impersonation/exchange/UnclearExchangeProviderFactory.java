package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/**
 * Is asked after tokens of impersonated sessions were refused, and before all that would take what is left of such a request, or
 * one of its meanings.
 */
public final class UnclearExchangeProviderFactory extends OwnExchangeProviderFactory {

    private static final int AFTER_THE_REFUSING_ONE = 900;

    public UnclearExchangeProviderFactory() {
        super("assume-unclear", AFTER_THE_REFUSING_ONE);
    }

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new UnclearExchangeProvider(new KeycloakClock());
    }
}

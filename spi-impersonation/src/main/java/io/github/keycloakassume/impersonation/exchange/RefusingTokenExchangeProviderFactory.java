package io.github.keycloakassume.impersonation.exchange;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/** Is asked before all others. */
public final class RefusingTokenExchangeProviderFactory extends OwnExchangeProviderFactory {

    private static final int FIRST = 1_000;

    public RefusingTokenExchangeProviderFactory() {
        super("assume-refusing", FIRST);
    }

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new RefusingTokenExchangeProvider(session);
    }
}

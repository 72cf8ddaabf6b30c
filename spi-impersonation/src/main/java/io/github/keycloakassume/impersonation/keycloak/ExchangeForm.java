package io.github.keycloakassume.impersonation.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/** The form of a token exchange; Keycloak has refused one in which a parameter is repeated that may not be. */
public record ExchangeForm(TokenExchangeContext context) {

    /** The value of that parameter, null where it is not there. */
    public @Nullable String value(String parameter) {
        return context.getFormParams().getFirst(parameter);
    }
}

package io.github.keycloakassume.impersonation.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.IDToken;

/** The token response that this request is building, remembered from the refresh token on until it is sent. */
record TokensInTheMaking(AccessTokenResponseBuilder builder) {

    private static final String ATTRIBUTE = "assume.tokens-in-the-making";

    void rememberIn(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    static Optional<TokensInTheMaking> of(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, TokensInTheMaking.class));
    }

    @Nullable
    IDToken idToken() {
        return builder.getIdToken();
    }
}

package io.github.keycloakassume.impersonation.token;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * The token response that this request is building. Keycloak's post processors are told of its access and refresh token
 * only ({@code AccessTokenResponseBuilder.invokeTokenPostProcessors}); the ID token is known to the builder.
 */
record TokensInTheMaking(AccessTokenResponseBuilder builder) {

    private static final String ATTRIBUTE = "assume.tokens-in-the-making";

    void rememberIn(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /** The response with that access token; empty when it is built in a way that is not known here. */
    static Optional<TokensInTheMaking> of(KeycloakSession session, @Nullable AccessToken accessToken) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, TokensInTheMaking.class))
                .filter(response -> Objects.equals(response.builder.getAccessToken(), accessToken));
    }

    @Nullable
    IDToken idToken() {
        return builder.getIdToken();
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.ActingClaims;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessToken;

/**
 * Keycloak's own delegation, a preview from 26.8 on: an exchange with an actor token gives a token without session that
 * names the actor in {@code act}. That is no impersonation: its subject has agreed, and Keycloak guards it.
 */
public final class Delegation {

    private static final String CLIENT_MEMBER = "client_id";

    /** Where the shortcut of the grant type stands in a token's id ({@code DefaultTokenContextEncoderProvider}). */
    private static final int GRANT_FROM = 4;

    private static final int GRANT_TO = 6;

    /** That of token exchange ({@code TokenExchangeGrantTypeFactory.getShortcut}). */
    private static final String EXCHANGE = "te";

    private Delegation() {}

    /** Whether a token that Keycloak has signed is of such a delegation. */
    public static boolean isIn(AccessToken token) {
        return token.getSessionId() == null
                && !token.getOtherClaims().containsKey(ActingClaims.IMPERSONATION)
                && token.getOtherClaims().get(ActingClaims.ACT) instanceof Map<?, ?> actor
                && (actor.containsKey(CLIENT_MEMBER) || isExchanged(token.getId()));
    }

    private static boolean isExchanged(@Nullable String tokenId) {
        return tokenId != null
                && tokenId.indexOf(':') == GRANT_TO
                && tokenId.substring(GRANT_FROM, GRANT_TO).equals(EXCHANGE);
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * The application that a token is made for where it is another than the one whose scope it has: of permissions (UMA), and of
 * token exchange V1 with an audience, Keycloak makes it in the client session of the resource server or of the audience
 * ({@code AuthorizationTokenService}, {@code V1TokenExchangeProvider.exchangeClientToOIDCClient}).
 */
public final class TokenRequester {

    private static final String ATTRIBUTE = "assume.token-requester";

    private final @Nullable String clientId;

    private TokenRequester(@Nullable String clientId) {
        this.clientId = clientId;
    }

    /** The tokens of this request are that application's. */
    public static void is(KeycloakSession session, ClientModel client) {
        session.setAttribute(ATTRIBUTE, new TokenRequester(client.getClientId()));
    }

    /** They are the application's that has authenticated, or that the bearer token was issued for. */
    public static void isCaller(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, new TokenRequester(null));
    }

    /** Whether this request makes a token for another application than the one whose scope it has. */
    public static boolean isNamed(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE, TokenRequester.class) != null;
    }

    /**
     * That application.
     *
     * @param participant the one in whose client session the token is made
     */
    public static ClientModel of(KeycloakSession session, ClientModel participant) {
        @Nullable TokenRequester requester = session.getAttribute(ATTRIBUTE, TokenRequester.class);
        if (requester == null) {
            return participant;
        }
        @Nullable
        ClientModel client = requester.clientId == null
                ? session.getContext().getClient()
                : session.getContext().getRealm().getClientByClientId(requester.clientId);
        return client == null ? participant : client;
    }
}

package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.SessionType;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;

/**
 * Finds the login that a verified access token is of, as Keycloak does ({@code UserSessionUtil.findValidSession}): online or
 * offline, as the id of the token says, and one that the application of the token takes part in. An online and an offline
 * session may have the same id, and claim mappers may write any subject.
 */
public final class TokenLogin {

    private TokenLogin() {}

    /**
     * That login, empty for a token that names none, or one that has ended.
     *
     * @param realm the realm that has issued the token
     */
    static Optional<UserSessionModel> of(KeycloakSession session, RealmModel realm, AccessToken token) {
        @Nullable String id = token.getSessionId();
        if (id == null) {
            return Optional.empty();
        }
        SessionType type = session.getProvider(TokenContextEncoderProvider.class)
                .getTokenContextFromTokenId(token.getId())
                .getSessionType();
        // Exchanged tokens are of a login in which their application takes no part.
        @Nullable
        ClientModel client =
                type.isAllowTransientClientSession() ? null : realm.getClientByClientId(token.getIssuedFor());
        Optional<UserSessionModel> online =
                type.isAllowLookupOnlineUserSession() ? find(session, realm, id, false, client) : Optional.empty();
        return online.isPresent() || !type.isAllowLookupOfflineUserSession()
                ? online
                : find(session, realm, id, true, client);
    }

    /**
     * Whether a token without a login is certainly of the service account of its application: it names that account by its id.
     * Keycloak finds users by their name too, and applications; names change hands, ids do not.
     *
     * @param user whom Keycloak takes for the caller
     * @param client the application that the token names
     */
    public static boolean isOfServiceAccount(AccessToken token, UserModel user, @Nullable ClientModel client) {
        return client != null
                && token.getSessionId() == null
                && user.getId().equals(token.getSubject())
                && client.getId().equals(user.getServiceAccountClientLink());
    }

    /** Alias of the identity provider a login came through, if it did. */
    public static Optional<String> identityProvider(@Nullable UserSessionModel login) {
        return Optional.ofNullable(login).map(known -> known.getNote(Details.IDENTITY_PROVIDER));
    }

    private static Optional<UserSessionModel> find(
            KeycloakSession session, RealmModel realm, String id, boolean offline, @Nullable ClientModel client) {
        if (client != null) {
            return Optional.ofNullable(
                    session.sessions().getUserSessionIfClientExists(realm, id, offline, client.getId()));
        }
        return Optional.ofNullable(
                offline
                        ? session.sessions().getOfflineUserSession(realm, id)
                        : session.sessions().getUserSession(realm, id));
    }
}

package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.ActedTokens;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedRoles;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.SealedUserInfo;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import io.github.keycloakassume.impersonation.keycloak.TokenOwnership;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * Keycloak's token manager, for the token and userinfo endpoints. It knows every token response from its beginning, lets
 * mappers find only the roles that an impersonated session may have, and seals userinfo after all mappers, before the endpoint
 * writes it as JSON, signs or encrypts it.
 */
final class SealedTokenManager extends TokenManager {

    @Override
    public AccessTokenResponseBuilder responseBuilder(
            RealmModel realm,
            ClientModel client,
            EventBuilder event,
            KeycloakSession session,
            UserSessionModel login,
            ClientSessionContext context) {
        AccessTokenResponseBuilder builder =
                new SealedTokenResponse(realm, client, event, session, login, context, this);
        new TokensInTheMaking(builder).rememberIn(session);
        return builder;
    }

    @Override
    public AccessToken createClientAccessToken(
            KeycloakSession session,
            RealmModel realm,
            ClientModel client,
            UserModel user,
            UserSessionModel login,
            ClientSessionContext context,
            boolean isOffline) {
        reduceRoles(session, login, context);
        return super.createClientAccessToken(session, realm, client, user, login, context, isOffline);
    }

    @Override
    public IDToken transformIDToken(
            KeycloakSession session, IDToken token, UserSessionModel login, ClientSessionContext context) {
        reduceRoles(session, login, context);
        return super.transformIDToken(session, token, login, context);
    }

    @Override
    public AccessToken transformUserInfoAccessToken(
            KeycloakSession session,
            AccessToken bearer,
            AccessToken userInfo,
            UserSessionModel login,
            ClientSessionContext context) {
        if (Marks.isStray(session, login)) {
            new RefuseStray(session, new KeycloakClock()).note(login);
            throw StrayAnswer.invalidToken();
        }
        reduceRoles(session, login, context);
        AccessToken transformed = super.transformUserInfoAccessToken(session, bearer, userInfo, login, context);
        ClientModel client = context.getClientSession().getClient();
        TokenOwnership ownership = new TokenOwnership(session, login);
        ownership.restoreInUserInfo(transformed, client);
        Marks.of(session, login)
                .ifPresentOrElse(
                        mark -> {
                            ownership.restoreUserIn(transformed, client);
                            ClaimWriter.write(mark, transformed);
                        },
                        () -> ClaimWriter.clear(transformed, bearer));
        (ActedTokens.isActedWith(session, bearer, login) ? SealedUserInfo.IMPERSONATED : SealedUserInfo.ORDINARY)
                .rememberIn(session);
        return transformed;
    }

    private static void reduceRoles(KeycloakSession session, UserSessionModel login, ClientSessionContext context) {
        Marks.of(session, login).ifPresent(mark -> ImpersonatedRoles.reduceIn(session, context, mark.mode()));
    }
}

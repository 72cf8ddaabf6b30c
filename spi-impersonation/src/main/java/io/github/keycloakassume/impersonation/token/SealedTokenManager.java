package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.SealedUserInfo;
import io.github.keycloakassume.impersonation.keycloak.ServerClaims;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import io.github.keycloakassume.impersonation.keycloak.TokenOwnership;
import io.github.keycloakassume.impersonation.session.RefuseStray;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;

/**
 * Keycloak's token manager, for the token and userinfo endpoints. It knows every token response from its beginning, and
 * seals userinfo after all mappers, before the endpoint writes it as JSON, signs or encrypts it.
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
        AccessTokenResponseBuilder builder = super.responseBuilder(realm, client, event, session, login, context);
        new TokensInTheMaking(builder).rememberIn(session);
        return builder;
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
        AccessToken transformed = super.transformUserInfoAccessToken(session, bearer, userInfo, login, context);
        // Signed, the answer would else be a token by what mappers write there.
        ServerClaims.removeSecond(transformed);
        new TokenOwnership(session, login)
                .restoreSubject(transformed, context.getClientSession().getClient());
        Marks.of(session, login)
                .ifPresentOrElse(
                        mark -> ClaimWriter.write(mark, transformed), () -> ClaimWriter.clear(transformed, bearer));
        SealedUserInfo.rememberIn(session);
        return transformed;
    }
}

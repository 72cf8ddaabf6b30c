package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/** The access token with which a request of administration came, once Keycloak has verified it. */
final class VerifiedToken {

    private final KeycloakSession session;
    private final AccessToken token;

    private VerifiedToken(KeycloakSession session, AccessToken token) {
        this.session = session;
        this.token = token;
    }

    /** The one that Keycloak has put into the context of the request, after it had verified it. */
    static Optional<VerifiedToken> ofContext(KeycloakSession session) {
        return session.getContext().getBearerToken() instanceof AccessToken token
                ? Optional.of(new VerifiedToken(session, token))
                : Optional.empty();
    }

    /**
     * The same within a transaction of its own, whose context Keycloak does not tell ({@code KeycloakModelUtils.cloneContextToSession}
     * leaves the token out): its signature is looked at once more.
     */
    static Optional<VerifiedToken> ofContextAround(KeycloakSession session) {
        return ofContext(session)
                .or(() -> PresentedToken.ofRequest(session)
                        .flatMap(PresentedToken::verified)
                        .map(token -> new VerifiedToken(session, token)));
    }

    /** One that this realm has issued to a user, where Keycloak verifies it by itself ({@code ClientRegistrationAuth}). */
    static Optional<VerifiedToken> ofThisRealm(KeycloakSession session) {
        return PresentedToken.ofRequest(session)
                .flatMap(PresentedToken::verified)
                .map(token -> new VerifiedToken(session, token))
                .filter(VerifiedToken::isBearerOfThisRealm);
    }

    private boolean isBearerOfThisRealm() {
        return TokenUtil.TOKEN_TYPE_BEARER.equals(token.getType())
                && session.getContext().getRealm().equals(home());
    }

    /**
     * Who calls with it, by which application: the user of its login, as tokens of the Admin Console name no user. Of a token
     * without a login, the one whom Keycloak finds by its subject or its name: mappers may write others, so it is sure of the
     * service account of the application alone, by its id. Empty for a token of a login that has ended.
     */
    Optional<AdminRequest.Caller> caller() {
        RealmModel home = home();
        if (home == null) {
            return Optional.empty();
        }
        @Nullable ClientModel client = home.getClientByClientId(token.getIssuedFor());
        @Nullable UserSessionModel login = TokenLogin.of(session, home, token).orElse(null);
        @Nullable UserModel user = login == null ? withoutLogin(home) : login.getUser();
        if (user == null) {
            return Optional.empty();
        }
        boolean isKnown = login != null || TokenLogin.isOfServiceAccount(token, user, client);
        return Optional.of(new AdminRequest.Caller(
                home, user, client, isKnown && !ActedTokens.isActedWith(session, token, login)));
    }

    private @Nullable UserModel withoutLogin(RealmModel home) {
        return token.getSessionId() == null ? TokenManager.lookupUserFromStatelessToken(session, home, token) : null;
    }

    private @Nullable RealmModel home() {
        return token.getIssuer() == null ? null : PresentedToken.realm(session, token.getIssuer());
    }
}

package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedRoles;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.TokenOwnership;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.TokenUtil;

/** What introspection says of impersonated sessions, whatever the kind of the token. */
final class Introspected {

    /** Types of tokens that introspection of access tokens answers about; ID tokens too, as Keycloak does. */
    static final Set<String> ACCESS =
            Set.of(TokenUtil.TOKEN_TYPE_BEARER, TokenUtil.TOKEN_TYPE_DPOP, TokenUtil.TOKEN_TYPE_ID);

    /** Those of refresh tokens. */
    static final Set<String> REFRESH = Set.of(TokenUtil.TOKEN_TYPE_REFRESH, TokenUtil.TOKEN_TYPE_OFFLINE);

    private Introspected() {}

    /** Whether a token is of one of these types; if not, the event says that it is none. */
    static boolean isOf(Set<String> types, JsonWebToken token, EventBuilder event) {
        boolean isOf = token.getType() != null && types.contains(token.getType());
        if (!isOf) {
            event.error(Errors.INVALID_TOKEN);
        }
        return isOf;
    }

    /**
     * Whether a token is not active, whatever Keycloak says: at the application that it was issued for, or at the one that asks.
     *
     * @param login the session that Keycloak has found for the token
     * @param client the application that the token was issued for
     */
    static boolean isInactive(KeycloakSession session, @Nullable UserSessionModel login, @Nullable ClientModel client) {
        ReviewAtApplication review = new ReviewAtApplication(session, new KeycloakClock());
        return Marks.isStray(session, login)
                || review.isOver(login, client)
                || review.isOver(login, session.getContext().getClient());
    }

    /** Before mappers complete what is said of a token: they find no role that an impersonated session may not have. */
    static void reduceRoles(KeycloakSession session, UserSessionModel login, AccessToken token) {
        Marks.of(session, login).ifPresent(mark -> ImpersonatedRoles.reduceIn(session, login, token, mark.mode()));
    }

    /** For the answer as a JWT, which is made of that token; mappers may have put roles and audiences into it again. */
    static void seal(KeycloakSession session, UserSessionModel login, ImpersonationMark mark, AccessToken token) {
        RealmModel realm = login.getRealm();
        @Nullable ClientModel client = realm.getClientByClientId(token.getIssuedFor());
        new TokenOwnership(session, login).restoreUserIn(token, client);
        ClaimWriter.seal(mark, token);
        ImpersonatedRoles.reduceIn(token, realm, mark.mode());
        if (client != null) {
            new Addressees(session, client).restrict(token);
        }
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.ActingClaims;
import io.github.keycloakassume.core.model.Secrets;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.TokenManager;
import org.keycloak.representations.LogoutToken;

/**
 * Has the logout tokens of an impersonated session say who acted (OpenID Connect Back-Channel Logout 1.0 section 2.4 lets
 * them have more claims): they are signed with the keys of tokens, name the user, and have no session where the client wants
 * none. {@code ResourceAdminManager} makes, signs and sends them in one method; the session that it is given is its only seam.
 */
final class SealedLogout {

    private SealedLogout() {}

    /** The same session; logout tokens that are made with it have both claims of that impersonation, and a {@code jti} of its. */
    static KeycloakSession with(KeycloakSession session, ImpersonationMark mark) {
        return changing(
                KeycloakSession.class,
                session,
                "tokens",
                (tokens, nothing) -> changing(
                        TokenManager.class,
                        (TokenManager) tokens,
                        "initLogoutToken",
                        (token, made) -> sealed((LogoutToken) token, (ClientModel) made[0], mark)));
    }

    /**
     * The same logout has the same {@code jti}, however often it is told: an application may be told of it more than once, when
     * a node dies over it.
     */
    private static LogoutToken sealed(LogoutToken token, ClientModel application, ImpersonationMark mark) {
        token.id(Secrets.hash("logout." + mark.impersonationId() + '.' + application.getId()));
        token.setOtherClaims(ActingClaims.ACT, mark.actor().actClaim());
        token.setOtherClaims(ActingClaims.IMPERSONATION, mark.impersonationClaim());
        return token;
    }

    /** A proxy and no class of our own: the next Keycloak may have more methods there. */
    private static <T> T changing(Class<T> type, T stock, String changed, BiFunction<Object, Object[], Object> change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(stock, arguments);
                        return method.getName().equals(changed) ? change.apply(result, arguments) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
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

    /** The same session; logout tokens that are made with it have both claims of that impersonation. */
    static KeycloakSession with(KeycloakSession session, ImpersonationMark mark) {
        return changing(
                KeycloakSession.class,
                session,
                "tokens",
                tokens -> changing(
                        TokenManager.class, (TokenManager) tokens, "initLogoutToken", token -> sealed(token, mark)));
    }

    private static Object sealed(Object made, ImpersonationMark mark) {
        LogoutToken token = (LogoutToken) made;
        token.setOtherClaims(ImpersonationMark.ACT_CLAIM, mark.actor().actClaim());
        token.setOtherClaims(ImpersonationMark.IMPERSONATION_CLAIM, mark.impersonationClaim());
        return token;
    }

    /** A proxy and no class of our own: the next Keycloak may have more methods there. */
    private static <T> T changing(Class<T> type, T stock, String changed, UnaryOperator<Object> change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(stock, arguments);
                        return method.getName().equals(changed) ? change.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Secrets;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.utils.SecureContextResolver;

/**
 * Binds an impersonation to the browser that started it: {@code id.secret}, of which the session keeps a hash only. Lax,
 * not Strict, because a logout that an application starts arrives as a cross-site navigation.
 */
public final class RevertCookie {

    /** The cookie's name, at the realm's path. */
    public static final String NAME = "KEYCLOAK_ASSUME";

    private static final char SEPARATOR = '.';
    private static final int EXPIRED = 0;

    private final KeycloakSession session;
    private final RealmModel realm;

    public RevertCookie(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Hands the secret to this browser, for as long as the impersonation may last. */
    public void set(String impersonationId, String secret, Duration lifespan) {
        send(impersonationId + SEPARATOR + secret, Math.toIntExact(lifespan.toSeconds()));
    }

    public void expire() {
        send("", EXPIRED);
    }

    /** Whether this browser is the one that started that impersonation. */
    public boolean isOf(ImpersonationMark mark) {
        Cookie cookie = session.getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getCookies()
                .get(NAME);
        if (cookie == null) {
            return false;
        }
        int separator = cookie.getValue().indexOf(SEPARATOR);
        return separator > 0
                && cookie.getValue().substring(0, separator).equals(mark.impersonationId())
                && Secrets.matches(cookie.getValue().substring(separator + 1), mark.revertSecretHash());
    }

    private void send(String value, int maxAge) {
        NewCookie cookie = new NewCookie.Builder(NAME)
                .value(value)
                .path(AuthenticationManager.getRealmCookiePath(
                        realm, session.getContext().getUri()))
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(SecureContextResolver.isSecureContext(session))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
        session.getContext().getHttpResponse().setCookieIfAbsent(cookie);
    }
}

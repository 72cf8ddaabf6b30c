package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Secrets;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.utils.SecureContextResolver;

/**
 * Binds an impersonation to the browser that started it: {@code id.secret}, of which the record keeps a hash only. Lax,
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

    /**
     * What the cookie says: which impersonation, and the secret.
     *
     * @param impersonationId whoever wrote it; believe it only when the secret matches
     */
    public record Claim(String impersonationId, String secret) {}

    /**
     * Hands the secret to this browser until it is closed: the way back is there after the end too, and as long as that
     * is extended.
     */
    public void set(String impersonationId, String secret) {
        send(impersonationId + SEPARATOR + secret, NewCookie.DEFAULT_MAX_AGE);
    }

    public void expire() {
        send("", EXPIRED);
    }

    /** Whether there is one at all: what it says is not looked at. */
    public boolean isThere() {
        return session.getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getCookies()
                .containsKey(NAME);
    }

    /** Whether this browser is the one that started that impersonation. */
    public boolean isOf(ImpersonationMark mark) {
        return claim().filter(claim -> claim.impersonationId().equals(mark.impersonationId())
                        && mark.revertSecretHash() != null
                        && Secrets.matches(claim.secret(), mark.revertSecretHash()))
                .isPresent();
    }

    /** What this browser says it started, empty without cookie. */
    public Optional<Claim> claim() {
        Cookie cookie = session.getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getCookies()
                .get(NAME);
        int separator = cookie == null ? -1 : cookie.getValue().indexOf(SEPARATOR);
        if (cookie == null || separator <= 0) {
            return Optional.empty();
        }
        String value = cookie.getValue();
        return Optional.of(new Claim(value.substring(0, separator), value.substring(separator + 1)));
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

package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Secrets;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import java.util.Optional;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.utils.SecureContextResolver;

/**
 * Binds an impersonation to the browser that started it, by two cookies: {@code id.secret} and the other half of that
 * secret. The record keeps a hash of both halves only, so neither cookie opens anything without the other. Neither is the
 * identity cookie, which the browser may have lost by then. Lax, not Strict, because a logout that an application starts
 * arrives as a cross-site navigation.
 */
public final class RevertCookie {

    /** The cookie's name, at the realm's path. */
    public static final String NAME = "KEYCLOAK_ASSUME";

    /** The name of the cookie with the other half of the secret, at the same path. */
    public static final String OTHER_HALF = "KEYCLOAK_ASSUME_BROWSER";

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
        int middle = secret.indexOf(SEPARATOR);
        send(NAME, impersonationId + SEPARATOR + secret.substring(0, middle), NewCookie.DEFAULT_MAX_AGE);
        send(OTHER_HALF, secret.substring(middle + 1), NewCookie.DEFAULT_MAX_AGE);
    }

    /**
     * A secret of two halves that follows from what only this browser has, so that the same browser can be given it once more: its
     * identity cookie, which no page and no script sees, and the start ticket.
     *
     * @throws IllegalStateException for a browser without an identity cookie: ask first who is logged in
     */
    public String secretOf(String ticket) {
        String identity = session.getProvider(CookieProvider.class).get(CookieType.IDENTITY);
        if (identity == null || identity.isEmpty()) {
            throw new IllegalStateException("A browser in which no user is logged in has no secret");
        }
        return Secrets.derived(identity, "way-back." + ticket)
                + SEPARATOR
                + Secrets.derived(identity, "browser." + ticket);
    }

    public void expire() {
        send(NAME, "", EXPIRED);
        send(OTHER_HALF, "", EXPIRED);
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
        Map<String, Cookie> cookies =
                session.getContext().getHttpRequest().getHttpHeaders().getCookies();
        Cookie first = cookies.get(NAME);
        Cookie second = cookies.get(OTHER_HALF);
        int separator = first == null ? -1 : first.getValue().indexOf(SEPARATOR);
        if (first == null || second == null || separator <= 0) {
            return Optional.empty();
        }
        String value = first.getValue();
        return Optional.of(new Claim(
                value.substring(0, separator), value.substring(separator + 1) + SEPARATOR + second.getValue()));
    }

    private void send(String name, String value, int maxAge) {
        NewCookie cookie = new NewCookie.Builder(name)
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

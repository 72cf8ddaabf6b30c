package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.utils.SecureContextResolver;

/**
 * Keeps a start ticket in its browser while that logs in first. Keycloak writes the address that a login returns to into its
 * event, the authentication session and a cookie of its own, so the ticket must not stand in it.
 */
public final class TicketCookie {

    private static final String NAME = "KEYCLOAK_ASSUME_START";

    private final KeycloakSession session;
    private final RealmModel realm;

    public TicketCookie(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** What the cookie says, empty without one. */
    public Optional<String> ticket() {
        return Optional.ofNullable(session.getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getCookies()
                        .get(NAME))
                .map(Cookie::getValue);
    }

    /** Sent to the start page alone, and only as long as the ticket can be used. */
    public void keep(String ticket, Duration lifespan) {
        session.getContext()
                .getHttpResponse()
                .setCookieIfAbsent(new NewCookie.Builder(NAME)
                        .value(ticket)
                        .path(AuthenticationManager.getRealmCookiePath(
                                        realm, session.getContext().getUri())
                                + "impersonation/start")
                        .maxAge(Math.toIntExact(lifespan.toSeconds()))
                        .httpOnly(true)
                        .secure(SecureContextResolver.isSecureContext(session))
                        .sameSite(NewCookie.SameSite.LAX)
                        .build());
    }
}

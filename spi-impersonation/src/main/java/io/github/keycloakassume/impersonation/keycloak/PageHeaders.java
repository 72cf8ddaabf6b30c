package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.ContentSecurityPolicyBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The security headers of our own pages: the realm's, except that no page may stand in a frame and none names its address
 * to the next one. A realm may allow both for its login pages; a page with a button that changes who a browser is may not.
 */
final class PageHeaders {

    private final KeycloakSession session;

    PageHeaders(KeycloakSession session) {
        this.session = session;
    }

    /** {@code DefaultSecurityHeadersProvider.addHeaders} would put the realm's over these, so it is told to leave it. */
    Response on(Response page) {
        return on(page, Set.of());
    }

    /**
     * The same for a page with frames.
     *
     * @param framed the origins that its frames may go to, besides this server's own
     */
    Response on(Response page, Set<String> framed) {
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
        Response.ResponseBuilder builder = Response.fromResponse(page).header("Cache-Control", "no-store");
        for (BrowserSecurityHeaders header : BrowserSecurityHeaders.values()) {
            String value = value(header, session.getContext().getRealm(), framed);
            builder.header(header.getHeaderName(), value.isEmpty() ? null : value);
        }
        return builder.build();
    }

    private static String value(BrowserSecurityHeaders header, RealmModel realm, Set<String> framed) {
        String set = realm.getBrowserSecurityHeaders().getOrDefault(header.getKey(), header.getDefaultValue());
        return switch (header) {
            case X_FRAME_OPTIONS -> "DENY";
            case REFERRER_POLICY -> "no-referrer";
            case CONTENT_SECURITY_POLICY ->
                policy(ContentSecurityPolicyBuilder.create(set == null ? "" : set), framed)
                        .frameAncestors("'none'")
                        .build();
            default -> set == null ? "" : set;
        };
    }

    private static ContentSecurityPolicyBuilder policy(ContentSecurityPolicyBuilder policy, Set<String> framed) {
        return framed.isEmpty() ? policy : policy.frameSrc("'self' " + String.join(" ", framed));
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import java.util.List;
import org.keycloak.models.KeycloakSession;

/** Where a browser says that a request comes from (Fetch Metadata, {@code Sec-Fetch-Site}). Pages cannot set that header. */
public final class FetchSite {

    private static final String HEADER = "Sec-Fetch-Site";
    private static final String SAME_ORIGIN = "same-origin";
    private static final String CROSS_SITE = "cross-site";

    private FetchSite() {}

    /** Whether this request comes from a page of this Keycloak; false where the browser does not say it. */
    public static boolean isOwn(KeycloakSession session) {
        List<String> sites = said(session);
        return !sites.isEmpty() && sites.stream().allMatch(SAME_ORIGIN::equals);
    }

    /** Whether it comes from anywhere else: then nothing is changed for which nothing else is asked. */
    public static boolean isForeign(KeycloakSession session) {
        return !said(session).stream().allMatch(SAME_ORIGIN::equals);
    }

    /**
     * Whether it comes from a page of another site: then nothing is changed, whatever else is in it. Another host of one's own
     * domain, or another port, is the same site to browsers, and needs what it cannot know.
     */
    public static boolean isCrossSite(KeycloakSession session) {
        return said(session).contains(CROSS_SITE);
    }

    private static List<String> said(KeycloakSession session) {
        return session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader(HEADER);
    }
}

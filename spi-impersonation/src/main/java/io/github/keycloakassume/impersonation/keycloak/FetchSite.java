package io.github.keycloakassume.impersonation.keycloak;

import java.util.List;
import org.keycloak.models.KeycloakSession;

/** Where a browser says that a request comes from (Fetch Metadata, {@code Sec-Fetch-Site}). Pages cannot set that header. */
public final class FetchSite {

    private static final String HEADER = "Sec-Fetch-Site";
    private static final String SAME_ORIGIN = "same-origin";

    private FetchSite() {}

    /** Whether this request comes from a page of this Keycloak; false where the browser does not say it. */
    public static boolean isOwn(KeycloakSession session) {
        List<String> sites = said(session);
        return !sites.isEmpty() && sites.stream().allMatch(SAME_ORIGIN::equals);
    }

    /** Whether it comes from anywhere else: then nothing is changed, whatever else is in it. */
    public static boolean isForeign(KeycloakSession session) {
        return !said(session).stream().allMatch(SAME_ORIGIN::equals);
    }

    private static List<String> said(KeycloakSession session) {
        return session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader(HEADER);
    }
}

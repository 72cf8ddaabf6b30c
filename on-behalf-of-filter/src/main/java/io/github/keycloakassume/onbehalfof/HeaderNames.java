package io.github.keycloakassume.onbehalfof;

import java.util.Locale;
import java.util.Set;

/**
 * The headers that the filter takes for itself. Gateways and frameworks read {@code X_On_Behalf_Of} as the same header
 * (CGI made of both the same variable), so a name is ours in either spelling, and the application sees neither.
 */
final class HeaderNames {

    static final String ON_BEHALF_OF = "X-On-Behalf-Of";
    static final String REASON = "X-Assume-Reason";
    static final String TICKET = "X-Assume-Ticket";
    static final String AUTHORIZATION = "Authorization";

    /**
     * What speaks for the caller by a standard: RFC 9110 sections 11.6.2 and 11.7.2, RFC 6265, RFC 9449, RFC 9440 (the
     * certificate, from a proxy).
     */
    private static final Set<String> CREDENTIALS = Set.of(
            plain(AUTHORIZATION),
            plain("Proxy-Authorization"),
            plain("Cookie"),
            plain("DPoP"),
            plain("Client-Cert"),
            plain("Client-Cert-Chain"));

    private static final Set<String> OURS = Set.of(plain(ON_BEHALF_OF), plain(REASON), plain(TICKET));

    private HeaderNames() {}

    static boolean isOurs(String name) {
        return OURS.contains(plain(name));
    }

    /** Whether the application of an end user must not see it: ours, and what speaks for the caller. */
    static boolean areHidden(String name) {
        return isOurs(name) || CREDENTIALS.contains(plain(name));
    }

    /** Whether both are spellings of one name. */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

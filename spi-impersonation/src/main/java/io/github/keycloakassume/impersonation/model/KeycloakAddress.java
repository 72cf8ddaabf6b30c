package io.github.keycloakassume.impersonation.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of Keycloak realms, on whatever server. By the address of its realm, and of what is below it, a Keycloak that takes
 * another one for its identity provider is named as the audience of assertions ({@code
 * JWTAuthorizationGrantIdentityProvider.getAllowedAudienceForJWTGrant}, {@code SAMLEndpoint.getEntityId}), and at its broker's
 * endpoint it is answered ({@code IdentityBrokerService}).
 *
 * <p>Addresses are compared as the least strict server, proxy or browser in between compares them: without regard to case,
 * percent-encoding, matrix parameters, white space, dot segments and repeated slashes. Scheme, host and port may be any.
 */
public final class KeycloakAddress {

    private static final String REALMS = "/realms/";

    private static final Pattern REALM = Pattern.compile(REALMS + "[^/?#]");

    private static final String BROKER_PATH = "[^/?#]+/broker/[^/?#]+/endpoint";

    private static final Pattern BROKER_ENDPOINT = Pattern.compile(REALMS + BROKER_PATH + "(?![^/?#*])");

    /** What may follow behind the realms' path up to a broker's endpoint and beyond. */
    private static final Pattern TOWARDS_A_BROKER = Pattern.compile(BROKER_PATH + ".*", Pattern.DOTALL);

    private static final Pattern MATRIX = Pattern.compile(";[^/?#]*");
    private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{C}\\p{Z}]");
    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final Pattern SAME = Pattern.compile("/\\.(?=[/?#]|$)");
    private static final Pattern ABOVE = Pattern.compile("/(?!\\.\\./)[^/?#]+/\\.\\.(?=[/?#]|$)");
    private static final Pattern INCOMPLETE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private static final char WILDCARD = '*';

    private KeycloakAddress() {}

    /** Whether it is the address of a realm, or one below it. */
    public static boolean isOfRealm(@Nullable String address) {
        return address != null && REALM.matcher(normal(address)).find();
    }

    /** Whether it is, or has in it, the address at which a realm's identity broker is answered. */
    public static boolean isOfBroker(@Nullable String address) {
        return address != null && BROKER_ENDPOINT.matcher(normal(address)).find();
    }

    /**
     * Whether a registered redirect address lets such a one be used: it is one, or it has a wildcard behind a part of one that
     * begins in the path of realms. A wildcard that stands before that ({@code https://host/*}) says nothing.
     */
    public static boolean allowsBroker(String registered) {
        String normal = normal(registered);
        return BROKER_ENDPOINT.matcher(normal).find()
                || (normal.indexOf(WILDCARD) >= 0 && leadsToBroker(normal.substring(0, normal.indexOf(WILDCARD))));
    }

    private static boolean leadsToBroker(String beginning) {
        for (int at = beginning.indexOf(REALMS); at >= 0; at = beginning.indexOf(REALMS, at + 1)) {
            Matcher rest = TOWARDS_A_BROKER.matcher(beginning.substring(at + REALMS.length()));
            if (rest.matches() || rest.hitEnd()) {
                return true;
            }
        }
        return false;
    }

    private static String normal(String address) {
        String plain = INVISIBLE.matcher(decoded(address)).replaceAll("").replace('\\', '/');
        String path = SLASHES.matcher(MATRIX.matcher(plain).replaceAll("")).replaceAll("/");
        return withoutDots(SAME.matcher(path).replaceAll("")).toLowerCase(Locale.ROOT);
    }

    private static String decoded(String address) {
        String decoded = address;
        // What is encoded twice some proxies decode twice.
        for (int round = 0; round < 3 && decoded.indexOf('%') >= 0; round++) {
            String complete = INCOMPLETE.matcher(decoded).replaceAll("%25").replace("+", "%2B");
            decoded = URLDecoder.decode(complete, StandardCharsets.UTF_8);
        }
        return decoded;
    }

    private static String withoutDots(String path) {
        String left = path;
        for (Matcher above = ABOVE.matcher(left); above.find(); above = ABOVE.matcher(left)) {
            left = above.replaceFirst("");
        }
        return left;
    }
}

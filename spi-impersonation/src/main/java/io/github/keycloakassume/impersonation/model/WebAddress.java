package io.github.keycloakassume.impersonation.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address that a browser may be given in a page or a redirect of ours. Clients name addresses of their own, and where Keycloak
 * does not check them ({@code PartialImportManager}) a script may be one: a link, a frame or a form that goes there would run it as
 * a page of Keycloak.
 */
public final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    /** Whether it is absolute, of scheme http or https, and has a host. */
    public static boolean isOne(@Nullable String text) {
        if (text == null) {
            return false;
        }
        try {
            return isOne(new URI(text));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The same of one that is written as it should be. */
    public static boolean isOne(URI address) {
        return address.getHost() != null
                && address.getScheme() != null
                && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT));
    }
}

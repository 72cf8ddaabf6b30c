package io.github.keycloakassume.onbehalfof;

import java.net.URI;
import java.util.regex.Pattern;

/** Which addresses tokens and secrets are sent to: https, and plain http on this machine alone. */
final class SafeAddress {

    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|127\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})|\\[::1]|\\[0:0:0:0:0:0:0:1]",
            Pattern.CASE_INSENSITIVE);

    private SafeAddress() {}

    /**
     * The address itself.
     *
     * @throws IllegalArgumentException when it is none to send a secret to
     */
    static URI require(URI address) {
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not an address with a host and without a user");
        }
        boolean safe = "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme())
                        && LOOPBACK.matcher(host).matches());
        if (!safe) {
            throw new IllegalArgumentException("an address of https is required, or one of this machine");
        }
        return address;
    }
}

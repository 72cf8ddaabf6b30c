package io.github.keycloakassume.assumption.model;

import java.util.Optional;

/** How a grant ended. */
public enum EndCause {
    /** Its time was up. */
    EXPIRED,
    /** Switched off by those who may, or with the request that it was one of several answers to. */
    REVOKED,
    /** The user or organization it was for is gone, or those whom it named. */
    TARGET_REMOVED,
    /** The user it was for has left the organization that decided on it. */
    MEMBER_LEFT;

    /** The name on the wire, for example {@code target-removed}. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<EndCause> ofWireName(String wireName) {
        return WireNames.find(values(), EndCause::wireName, wireName);
    }
}

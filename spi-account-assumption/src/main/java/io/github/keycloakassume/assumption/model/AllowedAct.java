package io.github.keycloakassume.assumption.model;

import java.util.Optional;

/** What may be done to a subject under a grant. */
public enum AllowedAct {
    /** Become him. */
    IMPERSONATE,
    /** Send him a mail by which he sets a new password. */
    RESET_EMAIL,
    /** Undo what brute-force detection has locked. */
    UNLOCK,
    /** Remove a second factor. */
    RESET_TWO_FACTOR,
    /** Make a code that logs him in once in place of his second factor. */
    RECOVERY_CODE;

    /** The name on the wire, for example {@code reset-email}. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<AllowedAct> ofWireName(String wireName) {
        return WireNames.find(values(), AllowedAct::wireName, wireName);
    }
}

package io.github.keycloakassume.assumption.model;

import java.util.Optional;

/** Whether a grant opens or closes. */
public enum Effect {
    /** It lets those it names act. */
    ALLOW,
    /** The denial of a user or of an organization: as long as it is in force, no grant reaches whom it protects. */
    DENY;

    /** The name on the wire, for example {@code allow}. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<Effect> ofWireName(String wireName) {
        return WireNames.find(values(), Effect::wireName, wireName);
    }
}

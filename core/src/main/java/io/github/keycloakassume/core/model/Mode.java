package io.github.keycloakassume.core.model;

import java.util.Locale;
import java.util.Optional;

/** How far an impersonation reaches. Its wire name stands in REST bodies and in the {@code impersonation} claim. */
public enum Mode {
    /** Everything the subject may do, but for what the guards withhold. */
    FULL,
    /** Only what applications declare as reading. */
    READ_ONLY;

    /** The name on the wire: {@code full} or {@code read-only}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of that wire name, empty when there is none. */
    public static Optional<Mode> ofWireName(String wireName) {
        for (Mode mode : values()) {
            if (mode.wireName().equals(wireName)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}

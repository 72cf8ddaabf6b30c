package io.github.keycloakassume.impersonation.model;

import java.util.Locale;
import java.util.Optional;

/** Of what a subject is told by mail. */
public enum Notify {
    /** Nothing. */
    NEVER,
    /** That somebody has become him. */
    START,
    /** That it is over. */
    END,
    /** Both. */
    BOTH;

    /** The name on the wire, for example {@code never}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<Notify> ofWireName(String wireName) {
        for (Notify notify : values()) {
            if (notify.wireName().equals(wireName)) {
                return Optional.of(notify);
            }
        }
        return Optional.empty();
    }

    /** Whether he hears of the start. */
    public boolean onStart() {
        return this == START || this == BOTH;
    }

    /** Whether he hears of the end. */
    public boolean onEnd() {
        return this == END || this == BOTH;
    }
}

package io.github.keycloakassume.impersonation.model;

import java.util.Locale;

/** How an impersonation ended. */
public enum EndCause {
    /** The impersonator came back to himself. */
    REVERTED,
    /** Its time was up. */
    TIME_OVER;

    /** The name people and programs read: {@code reverted} or {@code time-over}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

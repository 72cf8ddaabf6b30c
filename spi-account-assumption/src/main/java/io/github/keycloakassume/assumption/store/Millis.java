package io.github.keycloakassume.assumption.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments as columns hold them: epoch milliseconds. */
final class Millis {

    private Millis() {}

    static @Nullable Long of(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }

    static @Nullable Instant toInstant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}

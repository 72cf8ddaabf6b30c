package io.github.keycloakassume.core.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the trail has it.
 *
 * @param ipAddress whence it was done, null when it was done by no request
 */
public record TrailRecord(
        String id, Instant occurredAt, @Nullable String ipAddress, TrailEntry entry) {

    public TrailRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(occurredAt, "occurredAt");
    }
}

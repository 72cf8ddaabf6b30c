package io.github.keycloakassume.core.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a trail somebody wants to see; null means whatever.
 *
 * @param user id or username of the one it was done to
 * @param actor id or username of the one who did it
 * @param from the earliest moment
 * @param to the first moment that is too late
 */
public record TrailFilter(
        String realmId,
        @Nullable TrailAction action,
        @Nullable String user,
        @Nullable String actor,
        @Nullable String impersonationId,
        @Nullable Instant from,
        @Nullable Instant to) {

    public TrailFilter {
        Objects.requireNonNull(realmId, "realmId");
    }
}

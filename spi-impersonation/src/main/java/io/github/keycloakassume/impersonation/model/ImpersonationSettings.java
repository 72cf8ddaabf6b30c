package io.github.keycloakassume.impersonation.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a realm allows of impersonations.
 *
 * @param defaultLifespan how long an impersonation lasts when nobody says otherwise
 * @param longestLifespan the longest anybody may ask for
 * @param accessTokenLifespan how long access tokens live while impersonating, at most 300 s, because resource servers
 *     that only validate JWTs learn of an end no sooner
 */
public record ImpersonationSettings(Duration defaultLifespan, Duration longestLifespan, Duration accessTokenLifespan) {

    private static final Duration LONGEST_ACCESS_TOKEN = Duration.ofMinutes(5);

    public ImpersonationSettings {
        requirePositive(defaultLifespan, "defaultLifespan");
        requirePositive(accessTokenLifespan, "accessTokenLifespan");
        if (longestLifespan.compareTo(defaultLifespan) < 0) {
            throw new IllegalArgumentException("longestLifespan is shorter than defaultLifespan");
        }
        if (accessTokenLifespan.compareTo(LONGEST_ACCESS_TOKEN) > 0) {
            throw new IllegalArgumentException("accessTokenLifespan is longer than 300 s");
        }
    }

    /** 30 minutes, at most an hour, access tokens of a minute. */
    public static ImpersonationSettings defaults() {
        return new ImpersonationSettings(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofMinutes(1));
    }

    /**
     * The lifespan an impersonation gets.
     *
     * @param seconds what was asked for, null for the default
     * @throws RefusedException {@code lifespan-out-of-range} unless between 1 and the longest lifespan
     */
    public Duration lifespan(@Nullable Long seconds) {
        if (seconds == null) {
            return defaultLifespan;
        }
        if (seconds < 1 || seconds > longestLifespan.toSeconds()) {
            throw new RefusedException(Refusal.LIFESPAN_OUT_OF_RANGE, 1, longestLifespan.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is not positive");
        }
    }
}

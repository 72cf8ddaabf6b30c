package io.github.keycloakassume.impersonation.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a realm allows of impersonations.
 *
 * @param defaultLifespan how long an impersonation lasts when nobody says otherwise
 * @param longestLifespan the longest anybody may ask for, extensions included, at most 31 days
 * @param accessTokenLifespan how long access tokens live while impersonating, at most 300 s, because resource servers
 *     that only validate JWTs learn of an end no sooner
 * @param stepUp how good the login of an impersonator must be
 */
public record ImpersonationSettings(
        Duration defaultLifespan, Duration longestLifespan, Duration accessTokenLifespan, StepUp stepUp) {

    private static final Duration LONGEST_ACCESS_TOKEN = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(31);

    public ImpersonationSettings {
        requirePositive(defaultLifespan, "defaultLifespan");
        requirePositive(accessTokenLifespan, "accessTokenLifespan");
        require(longestLifespan.compareTo(defaultLifespan) >= 0, "longestLifespan");
        require(longestLifespan.compareTo(LONGEST) <= 0, "longestLifespan");
        require(accessTokenLifespan.compareTo(LONGEST_ACCESS_TOKEN) <= 0, "accessTokenLifespan");
        Objects.requireNonNull(stepUp, "stepUp");
    }

    /** 30 minutes, at most an hour, access tokens of a minute, whatever login. */
    public static ImpersonationSettings defaults() {
        return new ImpersonationSettings(
                Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofMinutes(1), StepUp.NONE);
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

    /** The last moment an impersonation may last until, extensions included. */
    public Instant latestEnd(Instant requestedAt) {
        return requestedAt.plus(longestLifespan);
    }

    /**
     * The new end of an impersonation that is to last for so long from now on.
     *
     * @param seconds from now, null when nobody said
     * @throws RefusedException {@code lifespan-out-of-range} unless that is later than its end, and not later than the
     *     longest lifespan allows
     */
    public Instant extendedEnd(Impersonation running, Instant now, @Nullable Long seconds) {
        Instant latest = latestEnd(running.requestedAt());
        long least = Duration.between(now, running.endsAt()).toSeconds() + 1;
        long most = Duration.between(now, latest).toSeconds();
        if (seconds == null || seconds < least || seconds > most) {
            throw new RefusedException(Refusal.LIFESPAN_OUT_OF_RANGE, least, most);
        }
        return now.plusSeconds(seconds);
    }

    private static void requirePositive(Duration duration, String name) {
        require(!duration.isNegative() && !duration.isZero(), name);
    }

    private static void require(boolean good, String name) {
        if (!good) {
            throw new RefusedException(Refusal.SETTING_INVALID, name);
        }
    }
}

package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From when until when a grant is in force.
 *
 * @param startsAt when it was given
 * @param endsAt when it ends by itself, null when indefinite
 * @param noticeAt when people are to be told that it ends soon, null when they need not be any more
 */
public record GrantPeriod(
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant noticeAt) {

    /** So long before the end people are told. */
    private static final Duration NOTICE = Duration.ofDays(1);

    /** One that lasts no longer needs no notice: those concerned have just heard of it. */
    private static final Duration SHORT = Duration.ofHours(25);

    public GrantPeriod {
        Objects.requireNonNull(startsAt, "startsAt");
        requireAfter(startsAt, endsAt);
    }

    /**
     * From now on.
     *
     * @throws RefusedException {@code ends-in-the-past}
     */
    public static GrantPeriod from(Instant now, @Nullable Instant endsAt) {
        return new GrantPeriod(now, endsAt, notice(now, endsAt));
    }

    /**
     * The same until another moment, with a notice of its own.
     *
     * @throws RefusedException {@code ends-in-the-past}
     */
    GrantPeriod until(@Nullable Instant end, Instant now) {
        requireAfter(now, end);
        return Objects.equals(end, endsAt) ? this : new GrantPeriod(startsAt, end, notice(now, end));
    }

    /** The same when people need not be told any more. */
    GrantPeriod withoutNotice() {
        return new GrantPeriod(startsAt, endsAt, null);
    }

    /** Whether its end has come. */
    boolean isOver(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }

    private static void requireAfter(Instant begin, @Nullable Instant until) {
        if (until != null && !until.isAfter(begin)) {
            throw new RefusedException(GrantRefusal.ENDS_IN_THE_PAST);
        }
    }

    private static @Nullable Instant notice(Instant now, @Nullable Instant until) {
        return until == null || !until.isAfter(now.plus(SHORT)) ? null : until.minus(NOTICE);
    }
}

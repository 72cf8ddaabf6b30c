package io.github.keycloakassume.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a mail has come. Sent at most once: an attempt that may have succeeded is the last one.
 *
 * @param state where it stands
 * @param attempts how often somebody has begun to send it
 * @param queuedAt since when it waits
 * @param nextAt when something is to be done with it again: sent, taken for lost, or forgotten
 * @param outcome what came of the last attempt, null as long as none is over
 */
public record MailDelivery(
        MailState state,
        int attempts,
        Instant queuedAt,
        Instant nextAt,
        @Nullable MailOutcome outcome) {

    /** How long an attempt may take: more than any mail server is waited for. Whoever began it is gone then. */
    static final Duration LONGEST_ATTEMPT = Duration.ofHours(1);

    /** How long is known what became of a mail. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    private static final Duration GIVEN_UP = Duration.ofDays(1);

    /** How long after the first, second, … attempt the next one is; the last one stands for all that follow. */
    private static final List<Duration> BACK_OFF = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6));

    public MailDelivery {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(queuedAt, "queuedAt");
        Objects.requireNonNull(nextAt, "nextAt");
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts");
        }
    }

    /** One that is to be sent at once. */
    public static MailDelivery queued(Instant now) {
        return new MailDelivery(MailState.QUEUED, 0, now, now, null);
    }

    /** Whether it is to be sent now. */
    public boolean isDue(Instant now) {
        return state == MailState.QUEUED && !now.isBefore(nextAt);
    }

    /**
     * The same, being sent.
     *
     * @throws IllegalStateException unless it is due
     */
    public MailDelivery begun(Instant now) {
        if (!isDue(now)) {
            throw new IllegalStateException("a mail that is " + state + " is not sent now");
        }
        return new MailDelivery(MailState.SENDING, attempts + 1, queuedAt, now.plus(LONGEST_ATTEMPT), outcome);
    }

    /**
     * The same after that attempt.
     *
     * @throws IllegalStateException unless it is being sent
     */
    public MailDelivery after(MailOutcome what, Instant now) {
        if (state != MailState.SENDING) {
            throw new IllegalStateException("a mail that is " + state + " is not being sent");
        }
        if (what.leadsTo() != MailState.QUEUED) {
            return over(what.leadsTo(), what, now);
        }
        Instant again = now.plus(BACK_OFF.get(Math.min(attempts, BACK_OFF.size()) - 1));
        return again.isAfter(queuedAt.plus(GIVEN_UP))
                ? over(MailState.FAILED, what, now)
                : new MailDelivery(MailState.QUEUED, attempts, queuedAt, again, what);
    }

    private MailDelivery over(MailState end, MailOutcome what, Instant now) {
        return new MailDelivery(end, attempts, queuedAt, now.plus(REMEMBERED), what);
    }
}

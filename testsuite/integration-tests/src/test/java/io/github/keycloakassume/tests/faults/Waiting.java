package io.github.keycloakassume.tests.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for a while, and goes on however it is then: what is not so is counted. */
final class Waiting {

    private static final Duration POLL = Duration.ofSeconds(1);

    private Waiting() {}

    /** The snapshot after that, in which it is so if it became so in time. */
    static Snapshot until(Ground ground, Duration most, Predicate<Snapshot> condition) {
        until(most, () -> condition.test(Snapshot.of(ground)));
        return Snapshot.of(ground);
    }

    static void until(Duration most, BooleanSupplier condition) {
        try {
            // A browser belongs to the thread that opened it.
            await().pollInSameThread()
                    .atMost(most)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            // It is not so.
            return;
        }
    }

    /** So long that what a node does by itself every few seconds has been done. */
    static void aFewRounds() {
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
    }
}

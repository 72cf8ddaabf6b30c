package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.CoreLine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.ScheduledTask;

/**
 * What is repeated. It says itself why it failed: of a task that fails Keycloak only logs the name
 * ({@code ScheduledTaskRunner.run}), for a server that stops as well. Never runs twice at once.
 */
final class Round implements ScheduledTask {

    private static final Logger LOG = Logger.getLogger(Round.class);

    private final String name;
    private final String purpose;
    private final Duration interval;
    private final ScheduledTask work;

    /** Its holder may do the work; the stop takes it for good. */
    private final Semaphore turn = new Semaphore(1);

    private volatile boolean stopping;
    private int failures;

    /**
     * Work that has not begun.
     *
     * @param purpose what it is there to do, in words that follow "could not"
     */
    Round(String name, String purpose, Duration interval, ScheduledTask work) {
        this.name = name;
        this.purpose = purpose;
        this.interval = interval;
        this.work = work;
    }

    @Override
    public String getTaskName() {
        return name;
    }

    @Override
    public void run(KeycloakSession session) {
        if (!stopping && turn.tryAcquire()) {
            try {
                if (Attempt.at(() -> work.run(session), this::report)) {
                    succeeded();
                }
            } finally {
                turn.release();
            }
        }
    }

    /**
     * Begins no more, and waits for what has begun.
     *
     * @param patience how long, in milliseconds
     */
    void stop(long patience) {
        stopping = true;
        try {
            turn.tryAcquire(patience, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it has been told to stop. */
    boolean isStopping() {
        return stopping;
    }

    private void report(RuntimeException e) {
        if (stopping) {
            LOG.debugf(e, "Task %s did not end before the server stopped", name);
            return;
        }
        failures++;
        // The stack once: while a database is away this comes every few seconds.
        CoreLine.ROUND_FAILED.log(LOG, failures == 1 ? e : null, purpose, name, failures, e, interval.toSeconds());
    }

    private void succeeded() {
        if (failures > 0) {
            LOG.infof("Task %s works again after %d failures", name, failures);
            failures = 0;
        }
    }
}

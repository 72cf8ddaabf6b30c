package io.github.keycloakassume.core.keycloak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * An answer that does not tell by its time what was found on the way to it. It leaves a whole number of steps after this was
 * made, and the first step is far longer than the work takes: that Keycloak loads one user more slowly than another, or has them
 * in its cache, cannot be seen.
 */
public final class SteadyAnswer {

    /** Many times what a refusal takes, and less than a check of a password. */
    static final Duration STEP = Duration.ofMillis(100);

    private final KeycloakSession session;
    private final long begun = KeycloakClock.ticks();

    /** Made before anything is looked up that is to be kept secret. */
    public SteadyAnswer(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Has the answer to this request wait. It does so after the transaction, so that no connection to the database is held, and
     * before it is written.
     */
    public void hold() {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                await();
            }

            @Override
            protected void rollbackImpl() {
                await();
            }
        });
    }

    private void await() {
        long due = KeycloakClock.ticks() + untilNextStep(KeycloakClock.ticks() - begun);
        for (long left = due - KeycloakClock.ticks();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = due - KeycloakClock.ticks()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /**
     * How long to wait.
     *
     * @param spent nanoseconds since the beginning, not negative
     * @return nanoseconds, more than 0 and at most a step
     */
    static long untilNextStep(long spent) {
        return STEP.toNanos() - spent % STEP.toNanos();
    }
}

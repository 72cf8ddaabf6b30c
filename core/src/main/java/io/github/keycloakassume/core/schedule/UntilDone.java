package io.github.keycloakassume.core.schedule;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Work that no round finds again: where it fails it is tried again, until it is done or of no use any more. */
public final class UntilDone {

    private final Executor now;
    private final Executor later;

    /**
     * Tries by these threads.
     *
     * @param later the same ones, after a while
     */
    public UntilDone(Executor now, Executor later) {
        this.now = now;
        this.later = later;
    }

    /**
     * Begins with it.
     *
     * @param attempt tries once, and says whether it is done
     * @param isOfUse whether it is worth another attempt
     */
    public void run(BooleanSupplier attempt, BooleanSupplier isOfUse) {
        now.execute(() -> once(attempt, isOfUse));
    }

    private void once(BooleanSupplier attempt, BooleanSupplier isOfUse) {
        if (!attempt.getAsBoolean() && isOfUse.getAsBoolean()) {
            later.execute(() -> once(attempt, isOfUse));
        }
    }
}

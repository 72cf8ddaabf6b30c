package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.watch.WatchFactory;
import io.github.keycloakassume.impersonation.keycloak.EveryFewSeconds;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.work.WorkThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Looks every few seconds whether anything is due, on every node: whatever it is, one of them claims it. The work is done
 * on threads of its own, because Keycloak's timer has but one for everything; on more than one where much is due, because
 * most of the time each waits for the database.
 */
public final class ExpiryWatch implements WatchFactory {

    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 4;

    private final ThreadPoolExecutor threads = WorkThreads.of(
            "assume-grant-expiry", MOST_AT_ONCE, "What is due of grants could not be settled; it is tried again");
    private final AtomicInteger busy = new AtomicInteger();

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        DueRound round = new DueRound(CLOCK, factory);
        EveryFewSeconds.runOnEachNode(factory, "assume-grant-expiry", INTERVAL, session -> start(round));
    }

    private void start(DueRound round) {
        if (busy.compareAndSet(0, 1)) {
            work(() -> round.run(() -> help(round)));
        }
    }

    /** Others join in: each row is claimed by one of them. */
    private void help(DueRound round) {
        for (int helper = 1; helper < MOST_AT_ONCE; helper++) {
            busy.incrementAndGet();
            work(() -> round.run(() -> {}));
        }
    }

    private void work(Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                busy.decrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    @Override
    public String getId() {
        return "grant-expiry";
    }
}

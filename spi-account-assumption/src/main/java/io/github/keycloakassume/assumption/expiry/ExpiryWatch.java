package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.watch.WatchFactory;
import io.github.keycloakassume.impersonation.keycloak.EveryFewSeconds;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.ServerStops;
import io.github.keycloakassume.impersonation.work.WorkThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Looks every few seconds whether anything is due, on every node: whatever it is, one of them claims it. The work is done
 * on a thread of its own, because Keycloak's timer has but one for everything.
 */
public final class ExpiryWatch implements WatchFactory {

    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ThreadPoolExecutor thread = WorkThreads.of("assume-grant-expiry", 1);
    private final AtomicBoolean busy = new AtomicBoolean();

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        DueRound round = new DueRound(CLOCK, factory);
        ServerStops.end(factory, thread);
        EveryFewSeconds.runOnEachNode(
                factory,
                "assume-grant-expiry",
                "look for grants and requests whose time is up",
                INTERVAL,
                session -> start(round));
    }

    private void start(DueRound round) {
        if (busy.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    round.run();
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    @Override
    public String getId() {
        return "grant-expiry";
    }
}

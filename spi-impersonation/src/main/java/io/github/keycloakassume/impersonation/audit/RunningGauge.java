package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.impersonation.keycloak.EveryFewSeconds;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** How many impersonations run, on Keycloak's metrics endpoint: read by a timer, so that nobody's scraping reads it. */
final class RunningGauge {

    private static final String NAME = "keycloak.assume.impersonations.active";
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Clock clock;
    private final AtomicLong running = new AtomicLong();

    RunningGauge(Clock clock) {
        this.clock = clock;
    }

    void keepUpToDate(KeycloakSessionFactory factory) {
        Gauge.builder(NAME, running, AtomicLong::doubleValue)
                .description("Impersonations that run now, in all realms; every node reports the same number,"
                        + " at most 10 seconds old: take the largest, not the sum")
                .strongReference(true)
                .register(Metrics.globalRegistry);
        EveryFewSeconds.runOnEachNode(factory, "assume-gauges", "read its metrics", INTERVAL, this::read);
    }

    /** Without the endpoint nobody would read it. */
    private void read(KeycloakSession session) {
        if (!Metrics.globalRegistry.getRegistries().isEmpty()) {
            running.set(new ImpersonationStore(session).countRunning(clock.instant()));
        }
    }
}

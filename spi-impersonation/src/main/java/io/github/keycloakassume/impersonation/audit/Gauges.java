package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.core.keycloak.EveryFewSeconds;
import io.github.keycloakassume.core.model.MailState;
import io.github.keycloakassume.core.store.OutboxStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * How many impersonations run and how many should be over, and what stands in the outbox, on Keycloak's metrics endpoint: read
 * by a timer, so that scraping reads nothing. Every node says the same.
 */
final class Gauges {

    private static final String PREFIX = "keycloak.assume.";
    private static final String MAILS = PREFIX + "mails";
    private static final String OF_ALL_NODES =
            ", in all realms; every node reports the same number, at most 10 seconds old: take the largest, not the sum";
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Clock clock;
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong overdue = new AtomicLong();
    private final AtomicLong overdueSeconds = new AtomicLong();
    private final Map<MailState, AtomicLong> mails = new EnumMap<>(MailState.class);
    private final AtomicLong queuedSeconds = new AtomicLong();

    Gauges(Clock clock) {
        this.clock = clock;
        OutboxStore.NOT_SETTLED.forEach(state -> mails.put(state, new AtomicLong()));
    }

    void keepUpToDate(KeycloakSessionFactory factory) {
        register(gauge(PREFIX + "impersonations.active", "Impersonations that run now", running));
        register(gauge(
                PREFIX + "impersonations.overdue",
                "Impersonations whose time is up and that are not ended yet",
                overdue));
        register(gauge(
                        PREFIX + "impersonations.overdue.oldest",
                        "How long the time of the longest overdue impersonation has been up",
                        overdueSeconds)
                .baseUnit("seconds"));
        mails.forEach((state, count) -> register(
                gauge(MAILS, "Mails that wait, are being sent, or did not arrive for certain in the last 7 days", count)
                        .tag("state", state.wireName())));
        register(gauge(MAILS + ".queued.oldest", "How long the mail that waits longest has waited", queuedSeconds)
                .baseUnit("seconds"));
        EveryFewSeconds.runOnEachNode(factory, "assume-gauges", "read its metrics", INTERVAL, this::read);
    }

    private static Gauge.Builder<AtomicLong> gauge(String name, String description, AtomicLong value) {
        return Gauge.builder(name, value, AtomicLong::doubleValue)
                .description(description + OF_ALL_NODES)
                .strongReference(true);
    }

    private static void register(Gauge.Builder<AtomicLong> gauge) {
        gauge.register(Metrics.globalRegistry);
    }

    /** Without the endpoint no one would read it. */
    private void read(KeycloakSession session) {
        if (!Metrics.globalRegistry.getRegistries().isEmpty()) {
            Instant now = clock.instant();
            readImpersonations(new ImpersonationStore(session), now);
            readMails(new OutboxStore(session), now);
        }
    }

    private void readImpersonations(ImpersonationStore store, Instant now) {
        running.set(store.countRunning(now));
        ImpersonationStore.Overdue late = store.countOverdue(now);
        overdue.set(late.count());
        overdueSeconds.set(secondsSince(late.longest(), now));
    }

    private void readMails(OutboxStore store, Instant now) {
        Map<MailState, OutboxStore.Standing> standing = store.notSettled();
        mails.forEach((state, count) -> count.set(Optional.ofNullable(standing.get(state))
                .map(OutboxStore.Standing::count)
                .orElse(0L)));
        queuedSeconds.set(secondsSince(
                Optional.ofNullable(standing.get(MailState.QUEUED)).map(OutboxStore.Standing::oldest), now));
    }

    private static long secondsSince(Optional<Instant> oldest, Instant now) {
        return oldest.map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .orElse(0L);
    }
}

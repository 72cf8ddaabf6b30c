package io.github.keycloakassume.core.mail;

import io.github.keycloakassume.core.keycloak.EveryFewSeconds;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.keycloak.ServerStops;
import io.github.keycloakassume.core.schedule.WorkThreads;
import io.github.keycloakassume.core.spi.MailOutbox;
import io.github.keycloakassume.core.spi.MailOutboxFactory;
import io.github.keycloakassume.core.store.OutboxStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the outbox, and has it emptied. */
public final class OutboxFactory implements MailOutboxFactory {

    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIDY_INTERVAL = Duration.ofSeconds(15);

    /** Mails at a time on one node. */
    private static final int MOST = 8;

    private final ThreadPoolExecutor threads = WorkThreads.of("assume-mail", MOST);

    private @Nullable Couriers couriers;

    @Override
    public MailOutbox create(KeycloakSession session) {
        if (couriers == null) {
            throw new IllegalStateException("not initialized");
        }
        return new QueueingOutbox(session, CLOCK, couriers);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        OwnTransaction transaction = new OwnTransaction(factory);
        LogNames names = new LogNames(transaction);
        MailLog log = new MailLog(names::realm, names::user);
        MailNotes notes = new MailNotes(
                (mail, after) -> transaction.call(session -> new OutboxStore(session).move(mail, after)), log, CLOCK);
        Couriers ours = new Couriers(threads, MOST, new Delivery(transaction, notes, log, CLOCK)::deliver);
        this.couriers = ours;
        ServerStops.end(factory, threads);
        Collector collector = new Collector(ours, log, CLOCK);
        EveryFewSeconds.runOnEachNode(
                factory, "assume-mail", "look for mails that are due", INTERVAL, collector::collect);
        EveryFewSeconds.run(
                factory, "assume-mail-tidy", "look for mails whose sender is gone", TIDY_INTERVAL, collector::tidyUp);
        EveryFewSeconds.runOnEachNode(
                factory, "assume-mail-notes", "write down what came of mails", INTERVAL, session -> notes.tryAgain());
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "database";
    }
}

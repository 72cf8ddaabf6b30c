package io.github.keycloakassume.impersonation.mail;

import io.github.keycloakassume.impersonation.keycloak.EveryFewSeconds;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.spi.MailOutbox;
import io.github.keycloakassume.impersonation.spi.MailOutboxFactory;
import io.github.keycloakassume.impersonation.work.WorkThreads;
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

    private final ThreadPoolExecutor threads =
            WorkThreads.of("assume-mail", MOST, "A mail could not be sent; it is tried again");

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
        Couriers ours = new Couriers(threads, MOST, new Delivery(new OwnTransaction(factory), CLOCK)::deliver);
        this.couriers = ours;
        Collector collector = new Collector(ours, CLOCK);
        EveryFewSeconds.run(factory, "assume-mail", INTERVAL, collector::collect);
        EveryFewSeconds.run(factory, "assume-mail-tidy", TIDY_INTERVAL, collector::tidyUp);
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    @Override
    public String getId() {
        return "database";
    }
}

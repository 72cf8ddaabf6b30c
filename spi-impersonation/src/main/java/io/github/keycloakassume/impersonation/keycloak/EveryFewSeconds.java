package io.github.keycloakassume.impersonation.keycloak;

import java.time.Duration;
import java.util.function.Consumer;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.timer.TimerProvider;

/** Work that Keycloak's timer repeats from its start on until it stops. */
public final class EveryFewSeconds {

    private EveryFewSeconds() {}

    /**
     * Repeats the work, never on two nodes at once, each time in a session and transaction of its own.
     *
     * @param name names it in the timer, in the log and, across nodes, in the cluster
     * @param purpose what it is there to do, for the log, in words that follow "could not"
     * @param work must bear to be done twice: the cluster only keeps two nodes from doing it at the same time
     */
    public static void run(
            KeycloakSessionFactory factory,
            String name,
            String purpose,
            Duration interval,
            Consumer<KeycloakSession> work) {
        runOnEachNode(
                factory,
                name,
                purpose,
                interval,
                session -> session.getProvider(ClusterProvider.class)
                        .executeIfNotExecuted(name, Math.toIntExact(interval.toSeconds()), () -> {
                            work.accept(session);
                            return null;
                        }));
    }

    /** The same on every node, for what a node must know itself. */
    public static void runOnEachNode(
            KeycloakSessionFactory factory,
            String name,
            String purpose,
            Duration interval,
            Consumer<KeycloakSession> work) {
        OwnTransaction transaction = new OwnTransaction(factory);
        // In a transaction within that of Keycloak's runner, so that a commit that fails fails here.
        Round round = new Round(name, purpose, interval, runners -> transaction.run(work));
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                schedule(factory, round, name, interval);
            } else if (event instanceof ServerStops) {
                round.stop();
            }
        });
    }

    private static void schedule(KeycloakSessionFactory factory, Round round, String name, Duration interval) {
        try (KeycloakSession session = factory.create()) {
            session.getProvider(TimerProvider.class).scheduleTask(round, interval.toMillis(), name);
        }
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import java.time.Duration;
import java.util.function.Consumer;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Work that Keycloak's timer repeats from its start on. */
public final class EveryFewSeconds {

    private EveryFewSeconds() {}

    /**
     * Repeats the work, never on two nodes at once, each time in a session and transaction of its own.
     *
     * @param name names it in the timer and, across nodes, in the cluster
     * @param work must bear to be done twice: the cluster only keeps two nodes from doing it at the same time
     */
    public static void run(
            KeycloakSessionFactory factory, String name, Duration interval, Consumer<KeycloakSession> work) {
        runOnEachNode(
                factory,
                name,
                interval,
                session -> session.getProvider(ClusterProvider.class)
                        .executeIfNotExecuted(name, Math.toIntExact(interval.toSeconds()), () -> {
                            work.accept(session);
                            return null;
                        }));
    }

    /** The same on every node, for what a node must know itself. */
    public static void runOnEachNode(
            KeycloakSessionFactory factory, String name, Duration interval, Consumer<KeycloakSession> work) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                schedule(factory, name, interval, work::accept);
            }
        });
    }

    private static void schedule(KeycloakSessionFactory factory, String name, Duration interval, ScheduledTask task) {
        try (KeycloakSession session = factory.create()) {
            session.getProvider(TimerProvider.class).scheduleTask(task, interval.toMillis(), name);
        }
    }
}

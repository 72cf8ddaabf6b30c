package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.schedule.WorkThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.scheduled.ScheduledTaskRunner;

/**
 * Work that is repeated from the server's start on until it stops, each on a thread of its own: Keycloak's timer has one for
 * everything ({@code BasicTimerProviderFactory}), and its own tasks wait there for other nodes
 * ({@code ClusterAwareScheduledTaskRunner}).
 */
public final class EveryFewSeconds {

    private static final Clock CLOCK = new KeycloakClock();

    private EveryFewSeconds() {}

    /**
     * Repeats the work on one node at a time, each time in a session and transaction of its own.
     *
     * @param name names it in the log, among threads and, across nodes, in the database; at most 64 characters
     * @param purpose what it is there to do, for the log, in words that follow "could not"
     * @param work must bear to be done twice: what keeps two nodes from doing it at the same time gives way where one does not
     *     answer
     */
    public static void run(
            KeycloakSessionFactory factory,
            String name,
            String purpose,
            Duration interval,
            Consumer<KeycloakSession> work) {
        NodeTurn turn = new NodeTurn(factory, name, interval);
        runOnEachNode(factory, name, purpose, interval, session -> {
            if (turn.take()) {
                work.accept(session);
            }
        });
    }

    /** The same on every node, for what a node must know itself, and for what each node claims row by row. */
    @SuppressWarnings("FutureReturnValueIgnored") // Round tells of what fails
    public static void runOnEachNode(
            KeycloakSessionFactory factory,
            String name,
            String purpose,
            Duration interval,
            Consumer<KeycloakSession> work) {
        OwnTransaction transaction = new OwnTransaction(factory);
        // In a transaction within that of Keycloak's runner, so that a commit that fails fails here.
        Round round = new Round(name, purpose, interval, runners -> transaction.run(work));
        ScheduledExecutorService thread = WorkThreads.repeating(name);
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                thread.scheduleWithFixedDelay(
                        new ScheduledTaskRunner(factory, round),
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
            } else if (event instanceof ServerStops stops) {
                thread.shutdown();
                round.stop(stops.patience(CLOCK));
            }
        });
    }
}

package io.github.keycloakassume.core.keycloak;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.sessions.AuthenticationSessionProvider;

/**
 * The server stops: published while the database and the caches are still there. Keycloak itself says nothing of it to
 * extensions ({@code DefaultKeycloakSessionFactory.close}).
 *
 * @param deadline until when the stop waits for work that is being done
 */
public record ServerStops(Instant deadline) implements ProviderEvent {

    /** What work without a request needs: a factory that depends on it is closed before it. */
    public static final Set<Class<? extends Provider>> NEEDED = Set.of(
            ExecutorsProvider.class,
            JpaConnectionProvider.class,
            UserSessionProvider.class,
            AuthenticationSessionProvider.class,
            HttpClientProvider.class);

    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** One that waits a little for work that is being done, for all of it together. */
    public static ServerStops now(Clock clock) {
        return new ServerStops(clock.instant().plus(PATIENCE));
    }

    /** How long to wait from now on, in milliseconds; 0 where no more. */
    long patience(Clock clock) {
        return Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
    }

    /** Has these threads take no more work when the server stops, and the stop wait a little for what they do. */
    public static void end(KeycloakSessionFactory server, ThreadPoolExecutor threads) {
        server.register(event -> {
            if (event instanceof ServerStops stops) {
                threads.shutdown();
                await(threads, stops.patience(CLOCK));
            }
        });
    }

    private static void await(ThreadPoolExecutor threads, long patience) {
        try {
            threads.awaitTermination(patience, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.github.keycloakassume.impersonation.keycloak;

import java.time.Duration;
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
 */
public record ServerStops() implements ProviderEvent {

    /** What work without a request needs: a factory that depends on it is closed before it. */
    public static final Set<Class<? extends Provider>> NEEDED = Set.of(
            ExecutorsProvider.class,
            JpaConnectionProvider.class,
            UserSessionProvider.class,
            AuthenticationSessionProvider.class,
            HttpClientProvider.class);

    /** How long a stop waits for work of one kind that is being done. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Has these threads take no more work when the server stops, and the stop wait a little for what they do. */
    public static void end(KeycloakSessionFactory server, ThreadPoolExecutor threads) {
        server.register(event -> {
            if (event instanceof ServerStops) {
                threads.shutdown();
                await(threads);
            }
        });
    }

    private static void await(ThreadPoolExecutor threads) {
        try {
            threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

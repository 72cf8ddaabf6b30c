package io.github.keycloakassume.core.keycloak;

import java.util.concurrent.atomic.AtomicBoolean;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** Tells the server's operator, who imports and bootstraps while Keycloak starts, from everyone who comes later. */
public final class ServerStart {

    private final AtomicBoolean over = new AtomicBoolean();

    private ServerStart() {}

    /** The start of that server. */
    public static ServerStart of(KeycloakSessionFactory factory) {
        ServerStart start = new ServerStart();
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                start.over.set(true);
            }
        });
        return start;
    }

    /**
     * Hears of a request. One that is served means that Keycloak has started, whatever a later Keycloak publishes: until then
     * {@code BootstrapFilter} answers each with 503.
     */
    public void hear(KeycloakSession session) {
        if (!over.get() && AdminRequest.isServed(session)) {
            over.set(true);
        }
    }

    /** Whether Keycloak has started. */
    public boolean isOver() {
        return over.get();
    }

    /** Whether the operator acts: at the start (or on the command line, which is one), and for no request. */
    public boolean isByOperator(KeycloakSession session) {
        return !over.get() && !AdminRequest.isServed(session);
    }
}

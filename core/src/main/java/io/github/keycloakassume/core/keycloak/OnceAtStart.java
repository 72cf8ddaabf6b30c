package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.CoreLine;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** Work that is done when Keycloak starts, whatever realms there are. */
public final class OnceAtStart {

    private static final Logger LOG = Logger.getLogger(OnceAtStart.class);
    private static final int TIMEOUT_SECONDS = 600;

    private OnceAtStart() {}

    /**
     * Does it in a transaction of its own, on one node at a time. Where it fails the server starts all the same: the log has
     * it as an error, and the next start tries again.
     *
     * @param name names the work in the cluster
     * @param work must bear to be done again, by the next node that starts
     */
    public static void run(KeycloakSessionFactory factory, String name, Consumer<KeycloakSession> work) {
        OwnTransaction transaction = new OwnTransaction(factory);
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                transaction.run(session -> session.getProvider(ClusterProvider.class)
                        .executeIfNotExecuted(name, TIMEOUT_SECONDS, () -> {
                            Attempt.at(
                                    () -> transaction.run(work), e -> CoreLine.NOT_DONE_AT_START.log(LOG, e, name, e));
                            return null;
                        }));
            }
        });
    }
}

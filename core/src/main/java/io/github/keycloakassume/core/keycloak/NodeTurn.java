package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.store.TurnStore;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Which node does some work that is repeated. The database says so: Keycloak's own answer to this asks the caches
 * ({@code ClusterProvider.executeIfNotExecuted}), which wait for a node that does not answer until they have given it up.
 */
final class NodeTurn {

    private static final Logger LOG = Logger.getLogger(NodeTurn.class);
    private static final Clock CLOCK = new KeycloakClock();

    private final OwnTransaction transaction;
    private final String work;
    private final Duration length;

    /**
     * The turns of one kind of work.
     *
     * @param length for how long a turn keeps other nodes from theirs
     */
    NodeTurn(KeycloakSessionFactory factory, String work, Duration length) {
        this.transaction = new OwnTransaction(factory);
        this.work = work;
        this.length = length;
    }

    /** Whether it is this node's turn now. Committed before the work begins, so that no node waits for another's work. */
    boolean take() {
        return switch (transaction.call(session -> new TurnStore(session).take(work, CLOCK.instant(), length))) {
            case MINE -> true;
            case OTHERS -> false;
            case UNKNOWN -> begin();
        };
    }

    /**
     * Of several nodes that begin at once the database lets one.
     *
     * @throws RuntimeException where none could begin
     */
    private boolean begin() {
        return Attempt.at(
                () -> transaction.run(session -> new TurnStore(session).begin(work, CLOCK.instant(), length)),
                this::requireOther);
    }

    private void requireOther(RuntimeException notBegun) {
        if (!transaction.<Boolean>call(session -> new TurnStore(session).isKnown(work))) {
            throw notBegun;
        }
        LOG.debugf(notBegun, "Another node has begun with %s", work);
    }
}

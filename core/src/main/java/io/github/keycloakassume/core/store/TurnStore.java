package io.github.keycloakassume.core.store;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Which node does some work that is repeated: all read it in the same table. */
public final class TurnStore {

    private final EntityManager entities;

    public TurnStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** The answer to a node that asks for its turn. */
    public enum Turn {
        /** It is to do the work. */
        MINE,
        /** Another node has the turn. */
        OTHERS,
        /** No node has ever done it. */
        UNKNOWN
    }

    /**
     * Asks for a turn.
     *
     * @param work names it
     * @param length for how long other nodes are kept from theirs
     */
    public Turn take(String work, Instant now, Duration length) {
        Optional<TurnEntity> free = entities.createNamedQuery(TurnEntity.CLAIM, TurnEntity.class)
                .setParameter("work", work)
                .setHint(Locks.TIMEOUT, Locks.SKIP_LOCKED)
                .getResultStream()
                .findFirst();
        if (free.isPresent()) {
            return free.get().take(now, length) ? Turn.MINE : Turn.OTHERS;
        }
        // A row that another node holds is one that it is taking; should it stand still over it, the work is not to
        // wait.
        return isKnown(work) ? Turn.MINE : Turn.UNKNOWN;
    }

    /** Whether any node has ever done it. */
    public boolean isKnown(String work) {
        return !entities.createNamedQuery(TurnEntity.KNOWN, String.class)
                .setParameter("work", work)
                .getResultList()
                .isEmpty();
    }

    /** The first turn of all; a second first one, on whatever node, fails with the transaction. */
    public void begin(String work, Instant now, Duration length) {
        entities.persist(TurnEntity.first(work, now, length));
    }
}

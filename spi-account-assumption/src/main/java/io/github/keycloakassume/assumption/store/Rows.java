package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;

/** What the stores have in common in dealing with the database. */
final class Rows {

    private static final String LOCK_TIMEOUT = "jakarta.persistence.lock.timeout";

    /** Hibernate's value of that hint for {@code for update skip locked}. */
    private static final int SKIP_LOCKED = -2;

    private Rows() {}

    static EntityManager of(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Those that are due, for whoever deals with them: nobody else gets them until the transaction ends, nobody waits. */
    static <E> List<E> claim(TypedQuery<E> due, Instant now, int most) {
        return due.setParameter("now", now.toEpochMilli())
                .setHint(LOCK_TIMEOUT, SKIP_LOCKED)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * Writes what has changed.
     *
     * @throws RefusedException {@code version-stale} when somebody else was faster
     */
    static void write(EntityManager entities) {
        try {
            entities.flush();
        } catch (ModelException e) {
            // What Keycloak makes of a lost race, for the row or for its version (EntityManagerProxy).
            throw new RefusedException(Refusal.VERSION_STALE);
        }
    }

    static void requireVersion(int stored, int basedOn) {
        if (stored != basedOn) {
            throw new RefusedException(Refusal.VERSION_STALE);
        }
    }
}

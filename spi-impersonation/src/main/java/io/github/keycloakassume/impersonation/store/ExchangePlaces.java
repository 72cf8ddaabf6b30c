package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;

/** Which impersonation holds the place that those of one actor, client and subject share. */
public final class ExchangePlaces {

    private final EntityManager entities;

    public ExchangePlaces(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** The impersonation that holds that place, or held it last; others may be taking it at this moment. */
    public Optional<Impersonation> find(String place) {
        return entities.createNamedQuery(ExchangePlaceEntity.KNOWN, ImpersonationEntity.class)
                .setParameter("place", place)
                .getResultStream()
                .findFirst()
                .map(ImpersonationEntity::toDomain);
    }

    /** Whether there is such a place. */
    public boolean isKnown(String place) {
        return entities.find(ExchangePlaceEntity.class, place) != null;
    }

    /** Makes it; of two who do so at once the transaction of one fails. */
    public void make(String realmId, String place) {
        entities.persist(ExchangePlaceEntity.of(realmId, place));
        entities.flush();
    }

    /**
     * Holds that place until the end of the transaction: who else begins one there waits, and then finds it.
     *
     * @return the impersonation that holds it now, as it is in the database at this moment
     * @throws RefusedException {@code impersonation-changed} when it is gone again, or others change it and the database does not
     *     wait for them any longer
     */
    public Optional<Impersonation> hold(String place) {
        try {
            return held(place);
        } catch (ModelException e) {
            // What Keycloak makes of a wait that took too long, of a deadlock and of a row that is gone
            // (EntityManagerProxy).
            throw new RefusedException(ImpersonationRefusal.IMPERSONATION_CHANGED);
        }
    }

    private Optional<Impersonation> held(String place) {
        ExchangePlaceEntity held = entities.find(ExchangePlaceEntity.class, place, LockModeType.PESSIMISTIC_WRITE);
        if (held == null) {
            // Forgotten in this very moment, as one that no impersonation holds.
            throw new RefusedException(ImpersonationRefusal.IMPERSONATION_CHANGED);
        }
        entities.refresh(held, LockModeType.PESSIMISTIC_WRITE);
        @Nullable String id = held.impersonationId();
        if (id == null) {
            return Optional.empty();
        }
        @Nullable ImpersonationEntity known = entities.find(ImpersonationEntity.class, id);
        if (known != null) {
            // One that has been loaded already could not be locked after another transaction has changed it.
            entities.refresh(known, LockModeType.PESSIMISTIC_WRITE);
            return Optional.of(known.toDomain());
        }
        // A locking read: a snapshot from before the wait does not show what has been committed meanwhile.
        @Nullable
        ImpersonationEntity begun = entities.find(ImpersonationEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
        return Optional.ofNullable(begun).map(ImpersonationEntity::toDomain);
    }

    /** Gives a place that is held to that impersonation. */
    public void take(String place, String impersonationId) {
        @Nullable ExchangePlaceEntity held = entities.find(ExchangePlaceEntity.class, place);
        if (held == null) {
            throw new IllegalStateException("no such place");
        }
        held.take(impersonationId);
    }
}

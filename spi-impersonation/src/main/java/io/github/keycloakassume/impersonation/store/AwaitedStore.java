package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.Impersonation;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Impersonations whose browser has yet to come with the session. That it has is noted by a statement of its own, so that many
 * requests at once do not stand in each other's way.
 */
public final class AwaitedStore {

    private final EntityManager entities;
    private final ImpersonationStore impersonations;

    public AwaitedStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.impersonations = new ImpersonationStore(session);
    }

    /**
     * Writes the start of one whose browser has yet to come with the session.
     *
     * @param takeBy until when it must have come
     */
    public void start(Impersonation started, Instant takeBy) {
        @Nullable ImpersonationEntity entity = entities.find(ImpersonationEntity.class, started.id());
        if (entity != null) {
            entity.setTakeBy(takeBy.toEpochMilli());
        }
        impersonations.update(started);
    }

    /** Whether its browser has yet to come with the session. */
    public boolean isAwaited(String id) {
        @Nullable ImpersonationEntity entity = entities.find(ImpersonationEntity.class, id);
        return entity != null && entity.isAwaited();
    }

    /** The same, and there is time left for it to come. */
    public boolean isAwaitedAt(String id, Instant now) {
        @Nullable ImpersonationEntity entity = entities.find(ImpersonationEntity.class, id);
        return entity != null && entity.isAwaitedAt(now.toEpochMilli());
    }

    /**
     * Notes that its browser has come with the session. Of one that has come before, or is not waited for, this costs nothing: the
     * row has been loaded for the mark of the session.
     */
    public void arrived(String id) {
        if (isAwaited(id)) {
            entities.createNamedQuery(ImpersonationEntity.ARRIVED)
                    .setParameter("id", id)
                    .executeUpdate();
        }
    }

    /** Those whose browser should have come by now, the longest overdue first. */
    public List<Impersonation> neverArrived(Instant now, int most) {
        return ImpersonationStore.toDomain(
                entities.createNamedQuery(ImpersonationEntity.NEVER_ARRIVED, ImpersonationEntity.class)
                        .setParameter("now", now.toEpochMilli()),
                most);
    }
}

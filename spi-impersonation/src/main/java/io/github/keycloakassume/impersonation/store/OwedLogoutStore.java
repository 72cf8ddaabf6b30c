package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.Impersonation;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Ended impersonations whose applications are still to be told of the logout; the row says so, so that no node forgets it. */
public final class OwedLogoutStore {

    private final EntityManager entities;
    private final ImpersonationStore impersonations;

    public OwedLogoutStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.impersonations = new ImpersonationStore(session);
    }

    /**
     * Writes the end of one whose session is there: its logout is to be told to applications.
     *
     * @param tellAgainAt when that is done once more, unless it has been done by then
     */
    public void end(Impersonation ended, Instant tellAgainAt) {
        @Nullable ImpersonationEntity entity = entities.find(ImpersonationEntity.class, ended.id());
        if (entity != null) {
            entity.setTellBy(tellAgainAt.toEpochMilli());
        }
        impersonations.update(ended);
    }

    /** Whether applications are still to be told of its logout; until then its session stays. */
    public boolean isOwedBy(String id) {
        @Nullable ImpersonationEntity entity = entities.find(ImpersonationEntity.class, id);
        return entity != null && entity.owesLogouts();
    }

    /** Those whose applications should have been told by now, the longest overdue first. */
    public List<Impersonation> owing(Instant now, int most) {
        return ImpersonationStore.toDomain(
                entities.createNamedQuery(ImpersonationEntity.OWING, ImpersonationEntity.class)
                        .setParameter("now", now.toEpochMilli()),
                most);
    }

    /** Takes on the telling of one of these: of any number of callers on any node, one is told true. */
    public boolean take(String id, Instant now, Instant tellAgainAt) {
        return entities.createNamedQuery(ImpersonationEntity.TAKE_TELLING)
                        .setParameter("id", id)
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("until", tellAgainAt.toEpochMilli())
                        .executeUpdate()
                == 1;
    }

    /** Notes that the applications have been told. */
    public void told(String id) {
        entities.createNamedQuery(ImpersonationEntity.TOLD)
                .setParameter("id", id)
                .executeUpdate();
    }
}

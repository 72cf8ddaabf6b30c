package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.TrailRecord;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keeps the trail: inserts, retention and pseudonyms only. */
public final class TrailStore {

    private final EntityManager entities;

    public TrailStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    public void insert(TrailRecord made) {
        entities.persist(TrailEntity.from(made));
    }

    /** Forgets what was before then, as the realm wants it. */
    public void deleteBefore(String realmId, Instant before) {
        entities.createNamedQuery(TrailEntity.DELETE_BEFORE)
                .setParameter("realmId", realmId)
                .setParameter("before", before.toEpochMilli())
                .executeUpdate();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(TrailEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.TrailRecord;
import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keeps the trail: inserts only. */
public final class TrailStore {

    private final EntityManager entities;

    public TrailStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    public void insert(TrailRecord made) {
        entities.persist(TrailEntity.from(made));
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(TrailEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.TrailEntry;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keeps the trail: inserts only. */
public final class TrailStore {

    private final EntityManager entities;

    public TrailStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    public void insert(Instant occurredAt, @Nullable String ipAddress, TrailEntry entry) {
        entities.persist(TrailEntity.from(UUID.randomUUID().toString(), occurredAt, ipAddress, entry));
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(TrailEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

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

    /** Writes an entry and gives its id. */
    public String insert(Instant occurredAt, @Nullable String ipAddress, TrailEntry entry) {
        String id = UUID.randomUUID().toString();
        entities.persist(TrailEntity.from(id, occurredAt, ipAddress, entry));
        return id;
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(TrailEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

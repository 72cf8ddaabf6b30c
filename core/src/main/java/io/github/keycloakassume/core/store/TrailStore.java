package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.TrailRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Client ids of the applications that were entered, by impersonation. */
    public Map<String, Set<String>> applicationsOf(List<String> impersonationIds) {
        return Batches.of(impersonationIds).stream()
                .flatMap(batch -> entities.createNamedQuery(TrailEntity.APPLICATIONS, Tuple.class)
                        .setParameter("ids", batch)
                        .getResultStream())
                .collect(Collectors.groupingBy(
                        row -> row.get(0, String.class),
                        Collectors.mapping(row -> row.get(1, String.class), Collectors.toSet())));
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

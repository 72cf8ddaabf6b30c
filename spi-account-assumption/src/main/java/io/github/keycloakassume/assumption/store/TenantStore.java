package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.Tenant;
import io.github.keycloakassume.assumption.model.TenantMarks;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.store.Batches;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Keeps what was decided about organizations as tenants; the others are untouched. */
public final class TenantStore {

    private final EntityManager entities;

    public TenantStore(KeycloakSession session) {
        this.entities = Rows.of(session);
    }

    public Tenant of(String realmId, String organizationId) {
        @Nullable TenantEntity entity = find(realmId, organizationId);
        return entity == null ? Tenant.untouched(realmId, organizationId) : entity.toDomain();
    }

    /**
     * Changes one.
     *
     * @return the same with its new version
     * @throws RefusedException {@code version-stale} when somebody else has changed it since, or does at this moment
     */
    public Tenant put(Tenant changed) {
        @Nullable TenantEntity entity = find(changed.realmId(), changed.organizationId());
        Rows.requireVersion(entity == null ? 0 : entity.version(), changed.version());
        if (entity == null) {
            entities.persist(TenantEntity.from(changed));
        } else {
            entity.take(changed);
        }
        Rows.write(entities);
        return of(changed.realmId(), changed.organizationId());
    }

    /** Which of the organizations took control and which are trials, as the database has it: not what was read before. */
    public TenantMarks marksOf(String realmId, Collection<String> organizationIds) {
        List<Object[]> marked = Batches.of(organizationIds).stream()
                .flatMap(batch -> entities.createNamedQuery(TenantEntity.MARKED, Object[].class)
                        .setParameter("realmId", realmId)
                        .setParameter("organizationIds", batch)
                        .getResultStream())
                .toList();
        return new TenantMarks(idsWith(marked, 1), idsWith(marked, 2));
    }

    private static Set<String> idsWith(List<Object[]> marked, int column) {
        return marked.stream()
                .filter(row -> Integer.valueOf(1).equals(row[column]))
                .map(row -> (String) row[0])
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any organization of a realm took control. */
    public boolean isAnyControlled(String realmId) {
        return entities.createNamedQuery(TenantEntity.COUNT_CONTROLLED, Long.class)
                        .setParameter("realmId", realmId)
                        .getSingleResult()
                > 0;
    }

    public void delete(String realmId, String organizationId) {
        entities.createNamedQuery(TenantEntity.DELETE)
                .setParameter("realmId", realmId)
                .setParameter("organizationId", organizationId)
                .executeUpdate();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(TenantEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    private @Nullable TenantEntity find(String realmId, String organizationId) {
        return entities.find(TenantEntity.class, new TenantEntity.Key(realmId, organizationId));
    }
}

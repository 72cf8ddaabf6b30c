package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.PageWindow;
import io.github.keycloakassume.impersonation.model.TrailFilter;
import io.github.keycloakassume.impersonation.model.TrailRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Reads the trail, the latest first. */
public final class TrailSearch {

    private static final String OCCURRED_AT = "occurredAt";

    private final EntityManager entities;
    private final CriteriaBuilder builder;

    public TrailSearch(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.builder = entities.getCriteriaBuilder();
    }

    public List<TrailRecord> list(TrailFilter filter, PageWindow window) {
        CriteriaQuery<TrailEntity> query = builder.createQuery(TrailEntity.class);
        Root<TrailEntity> row = query.from(TrailEntity.class);
        query.where(conditions(filter, row)).orderBy(builder.desc(row.get(OCCURRED_AT)), builder.desc(row.get("id")));
        return entities.createQuery(query)
                .setFirstResult(window.first())
                .setMaxResults(window.max())
                .getResultStream()
                .map(TrailEntity::toDomain)
                .toList();
    }

    public long count(TrailFilter filter) {
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<TrailEntity> row = query.from(TrailEntity.class);
        query.select(builder.count(row)).where(conditions(filter, row));
        return entities.createQuery(query).getSingleResult();
    }

    private Predicate[] conditions(TrailFilter filter, Root<TrailEntity> row) {
        Conditions conditions = new Conditions(builder, row)
                .equal("realmId", filter.realmId())
                .equal("impersonationId", filter.impersonationId())
                .equal(
                        "action",
                        filter.action() == null ? null : filter.action().name())
                .either("subjectId", "subjectName", filter.user())
                .either("actorId", "actorName", filter.actor());
        Instant from = filter.from();
        if (from != null) {
            conditions.and(builder.ge(row.get(OCCURRED_AT), from.toEpochMilli()));
        }
        Instant to = filter.to();
        if (to != null) {
            conditions.and(builder.lt(row.get(OCCURRED_AT), to.toEpochMilli()));
        }
        return conditions.toArray();
    }
}

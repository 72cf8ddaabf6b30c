package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.store.Conditions;
import io.github.keycloakassume.core.store.Namesakes;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationFilter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Lists impersonations, the latest request first. */
public final class ImpersonationSearch {

    private final EntityManager entities;
    private final CriteriaBuilder builder;

    public ImpersonationSearch(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.builder = entities.getCriteriaBuilder();
    }

    public List<Impersonation> list(ImpersonationFilter filter, PageWindow window) {
        CriteriaQuery<ImpersonationEntity> query = builder.createQuery(ImpersonationEntity.class);
        Root<ImpersonationEntity> row = query.from(ImpersonationEntity.class);
        query.where(conditions(filter, row)).orderBy(builder.desc(row.get("requestedAt")), builder.desc(row.get("id")));
        return entities.createQuery(query)
                .setFirstResult(window.first())
                .setMaxResults(window.max())
                .getResultStream()
                .map(ImpersonationEntity::toDomain)
                .toList();
    }

    public long count(ImpersonationFilter filter) {
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<ImpersonationEntity> row = query.from(ImpersonationEntity.class);
        query.select(builder.count(row)).where(conditions(filter, row));
        return entities.createQuery(query).getSingleResult();
    }

    /** Whether a name of the filter stands for several persons in what it finds; an id stands for one. */
    public boolean isAmbiguous(ImpersonationFilter filter) {
        Namesakes<ImpersonationEntity> namesakes = new Namesakes<>(entities, ImpersonationEntity.class);
        return (Namesakes.isName(filter.user()) && namesakes.among(row -> conditions(filter, row), "subjectId"))
                || (Namesakes.isName(filter.impersonator())
                        && namesakes.among(row -> conditions(filter, row), "impersonatorRealmId", "impersonatorId"));
    }

    private Conditions visible(ImpersonationFilter filter, Root<ImpersonationEntity> row) {
        Conditions conditions = new Conditions(builder, row).equal("realmId", filter.realmId());
        Person own = filter.own();
        return own == null
                ? conditions
                : conditions.equal("impersonatorRealmId", own.realmId()).equal("impersonatorId", own.userId());
    }

    private static Conditions subjects(Conditions conditions, @Nullable String user) {
        return conditions.person("subjectId", "subjectName", user);
    }

    private static Conditions impersonators(Conditions conditions, @Nullable String impersonator) {
        return conditions.person("impersonatorId", "impersonatorName", impersonator);
    }

    private Predicate[] conditions(ImpersonationFilter filter, Root<ImpersonationEntity> row) {
        Conditions conditions = impersonators(subjects(visible(filter, row), filter.user()), filter.impersonator())
                .contains(filter.search(), "subjectName", "impersonatorName", "ticket", "reason");
        Impersonation.State state = filter.state();
        if (state != null) {
            conditions.and(is(state, filter.now().toEpochMilli(), row));
        }
        return conditions.toArray();
    }

    /** As {@link Impersonation#state} has it. */
    private Predicate is(Impersonation.State state, long now, Root<ImpersonationEntity> row) {
        Predicate ended = builder.or(builder.isNotNull(row.get("endedAt")), builder.le(row.get("endsAt"), now));
        return switch (state) {
            case ENDED -> ended;
            case PENDING -> builder.and(ended.not(), builder.isNull(row.get("startedAt")));
            case ACTIVE -> builder.and(ended.not(), builder.isNotNull(row.get("startedAt")));
        };
    }
}

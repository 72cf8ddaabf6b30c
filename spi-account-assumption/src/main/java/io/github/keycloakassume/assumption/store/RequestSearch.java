package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.impersonation.model.Person;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.store.Conditions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists requests, the latest first. */
final class RequestSearch {

    private static final String LAPSES_AT = "lapsesAt";
    private static final String OUTCOME = "outcome";

    private final EntityManager entities;
    private final CriteriaBuilder builder;

    RequestSearch(EntityManager entities) {
        this.entities = entities;
        this.builder = entities.getCriteriaBuilder();
    }

    List<RequestEntity> list(RequestFilter filter, GrantPage page) {
        CriteriaQuery<RequestEntity> query = builder.createQuery(RequestEntity.class);
        Root<RequestEntity> row = query.from(RequestEntity.class);
        Keyset keyset = new Keyset(builder, row, "requestedAt");
        Conditions conditions = conditions(filter, row);
        String after = page.after();
        if (after != null) {
            conditions.and(keyset.after(seen(filter.realmId(), after).requestedAt(), after));
        }
        query.where(conditions.toArray()).orderBy(keyset.order());
        return entities.createQuery(query)
                .setFirstResult(page.first())
                .setMaxResults(page.max())
                .getResultList();
    }

    long count(RequestFilter filter) {
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<RequestEntity> row = query.from(RequestEntity.class);
        query.select(builder.count(row)).where(conditions(filter, row).toArray());
        return entities.createQuery(query).getSingleResult();
    }

    private RequestEntity seen(String realmId, String id) {
        @Nullable RequestEntity seen = entities.find(RequestEntity.class, id);
        if (seen == null || !seen.isOf(realmId)) {
            throw new RefusedException(Refusal.REQUEST_NOT_FOUND);
        }
        return seen;
    }

    private Conditions conditions(RequestFilter filter, Root<RequestEntity> row) {
        Conditions conditions = new Conditions(builder, row)
                .equal("realmId", filter.realmId())
                .equal(
                        "scopeKind",
                        filter.scopeKind() == null ? null : filter.scopeKind().name())
                .equal("targetId", filter.targetId());
        Person asker = filter.requestedBy();
        if (asker != null) {
            Path<?> requestedBy = row.get("requestedBy");
            conditions
                    .and(builder.equal(requestedBy.get("userId"), asker.userId()))
                    .and(builder.equal(requestedBy.get("realmId"), asker.realmId()));
        }
        AccessRequest.State state = filter.state();
        return state == null
                ? conditions
                : conditions.and(is(state, filter.now().toEpochMilli(), row));
    }

    /** As {@link AccessRequest#state} has it. */
    private Predicate is(AccessRequest.State state, long now, Root<RequestEntity> row) {
        Predicate unanswered = builder.isNull(row.get("answeredAt"));
        return switch (state) {
            case PENDING -> builder.and(unanswered, builder.gt(row.get(LAPSES_AT), now));
            case LAPSED ->
                builder.or(
                        builder.equal(row.get(OUTCOME), AccessRequest.Outcome.LAPSED.name()),
                        builder.and(unanswered, builder.le(row.get(LAPSES_AT), now)));
            case APPROVED, DENIED, WITHDRAWN -> builder.equal(row.get(OUTCOME), state.name());
        };
    }
}

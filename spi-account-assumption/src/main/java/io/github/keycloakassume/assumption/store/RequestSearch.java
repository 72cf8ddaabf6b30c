package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.store.Conditions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.List;
import java.util.Optional;
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
            conditions.and(keyset.after(seen(filter, after).requestedAt(), after));
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

    /** One that the caller has seen: of the same list, whatever has become of it meanwhile. */
    private RequestEntity seen(RequestFilter filter, String id) {
        CriteriaQuery<RequestEntity> query = builder.createQuery(RequestEntity.class);
        Root<RequestEntity> row = query.from(RequestEntity.class);
        query.where(conditions(filter.inAnyState(), row).equal("id", id).toArray());
        return Optional.of(id)
                .filter(IdText::isPossible)
                .flatMap(possible ->
                        entities.createQuery(query).getResultStream().findFirst())
                .orElseThrow(() -> new RefusedException(GrantRefusal.REQUEST_NOT_FOUND));
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
                : conditions.and(to(
                        filter.organizationId(), state, is(state, filter.now().toEpochMilli(), row), row));
    }

    /** To an organization what it has approved is approved, whatever has become of it otherwise. */
    private Predicate to(
            @Nullable String organization, AccessRequest.State state, Predicate is, Root<RequestEntity> row) {
        if (organization == null) {
            return is;
        }
        Subquery<String> answered = builder.createQuery(String.class).subquery(String.class);
        Root<OrganizationAnswerEntity> answer = answered.from(OrganizationAnswerEntity.class);
        answered.select(answer.get("requestId"))
                .where(
                        builder.equal(answer.get("organizationId"), organization),
                        builder.equal(answer.get(OUTCOME), AccessRequest.Outcome.APPROVED.name()));
        Predicate approved = builder.in(row.get("id")).value(answered);
        return state == AccessRequest.State.APPROVED
                ? builder.or(is, approved)
                : builder.and(is, builder.not(approved));
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

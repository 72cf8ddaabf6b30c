package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.store.Conditions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.List;
import java.util.Optional;

/** Lists grants, the latest start first. */
final class GrantSearch {

    private static final String ENDED_AT = "endedAt";
    private static final String ENDS_AT = "endsAt";

    private final EntityManager entities;
    private final CriteriaBuilder builder;

    GrantSearch(EntityManager entities) {
        this.entities = entities;
        this.builder = entities.getCriteriaBuilder();
    }

    List<GrantEntity> list(GrantFilter filter, GrantPage page) {
        CriteriaQuery<GrantEntity> query = builder.createQuery(GrantEntity.class);
        Root<GrantEntity> row = query.from(GrantEntity.class);
        Keyset keyset = new Keyset(builder, row, "startsAt");
        Conditions conditions = conditions(filter, row);
        String after = page.after();
        if (after != null) {
            conditions.and(keyset.after(seen(filter, after).startsAt(), after));
        }
        query.where(conditions.toArray()).orderBy(keyset.order());
        return entities.createQuery(query)
                .setFirstResult(page.first())
                .setMaxResults(page.max())
                .getResultList();
    }

    long count(GrantFilter filter) {
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<GrantEntity> row = query.from(GrantEntity.class);
        query.select(builder.count(row)).where(conditions(filter, row).toArray());
        return entities.createQuery(query).getSingleResult();
    }

    /** One that the caller has seen: of the same list, whatever has become of it meanwhile. */
    private GrantEntity seen(GrantFilter filter, String id) {
        CriteriaQuery<GrantEntity> query = builder.createQuery(GrantEntity.class);
        Root<GrantEntity> row = query.from(GrantEntity.class);
        query.where(conditions(filter.standing(null), row).equal("id", id).toArray());
        return Optional.of(id)
                .filter(IdText::isPossible)
                .flatMap(possible ->
                        entities.createQuery(query).getResultStream().findFirst())
                .orElseThrow(() -> new RefusedException(GrantRefusal.GRANT_NOT_FOUND));
    }

    private Conditions conditions(GrantFilter filter, Root<GrantEntity> row) {
        Conditions conditions = new Conditions(builder, row)
                .equal("realmId", filter.realmId())
                .equal(
                        "scopeKind",
                        filter.scopeKind() == null ? null : filter.scopeKind().name());
        if (filter.targetId() != null) {
            conditions.and(row.get("targetId").in(RemovedUser.idsOf(filter.targetId())));
        }
        if (filter.granteeUserId() != null) {
            Path<?> terms = row.get("terms");
            conditions
                    .and(builder.equal(terms.get("granteeKind"), GranteeKind.USER.name()))
                    .and(builder.equal(terms.get("granteeId"), filter.granteeUserId()));
        }
        String organization = filter.organizationId();
        if (organization != null) {
            conditions.and(isKnownTo(organization, filter.isAboutMember(), row));
        }
        GrantFilter.Standing standing = filter.standing();
        return standing == null
                ? conditions
                : conditions.and(is(standing, filter.now().toEpochMilli(), row));
    }

    /** What it has decided on and what is about all of it; of a member also what no other organization has decided on. */
    private Predicate isKnownTo(String organization, boolean aboutMember, Root<GrantEntity> row) {
        Predicate own = builder.equal(row.get("ownerOrganizationId"), organization);
        return aboutMember
                ? builder.or(own, builder.notEqual(row.get("authority"), Authority.ORGANIZATION.name()))
                : builder.or(
                        own,
                        builder.and(
                                builder.equal(row.get("targetId"), organization),
                                builder.equal(row.get("scopeKind"), ScopeKind.ORGANIZATION.name())));
    }

    /** As {@link io.github.keycloakassume.assumption.model.Grant#isActive} has it. */
    private Predicate is(GrantFilter.Standing standing, long now, Root<GrantEntity> row) {
        return switch (standing) {
            case ACTIVE ->
                builder.and(
                        builder.isNull(row.get(ENDED_AT)),
                        builder.or(builder.isNull(row.get(ENDS_AT)), builder.gt(row.get(ENDS_AT), now)));
            case ENDED -> builder.or(builder.isNotNull(row.get(ENDED_AT)), builder.le(row.get(ENDS_AT), now));
        };
    }
}

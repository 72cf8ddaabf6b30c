package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.model.TrailFilter;
import io.github.keycloakassume.core.model.TrailRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /**
     * The time of one of a person's acts in a realm, empty when there are not so many.
     *
     * @param but how many come after it
     * @param since only acts after that time
     */
    public Optional<Instant> timeOfLatestBut(
            int but, String realmId, Person actor, Set<TrailAction> actions, Instant since) {
        return entities.createNamedQuery(TrailEntity.TIMES_OF_ACTS, Long.class)
                .setParameter("realmId", realmId)
                .setParameter("actorRealmId", actor.realmId())
                .setParameter("actorId", actor.userId())
                .setParameter("actions", actions.stream().map(TrailAction::name).toList())
                .setParameter("since", since.toEpochMilli())
                .setFirstResult(but)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(Instant::ofEpochMilli);
    }

    /** The same of acts on one subject, by all actors together. */
    public Optional<Instant> timeOfLatestOnBut(
            int but, String realmId, Person subject, Set<TrailAction> actions, Instant since) {
        return entities.createNamedQuery(TrailEntity.TIMES_OF_ACTS_ON, Long.class)
                .setParameter("realmId", realmId)
                .setParameter("subjectId", subject.userId())
                .setParameter("actions", actions.stream().map(TrailAction::name).toList())
                .setParameter("since", since.toEpochMilli())
                .setFirstResult(but)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(Instant::ofEpochMilli);
    }

    /** Whether an impersonation has an entry of that action with the detail and the ticket of another. */
    public boolean has(TrailEntry like) {
        CriteriaQuery<TrailEntity> query = builder.createQuery(TrailEntity.class);
        Root<TrailEntity> row = query.from(TrailEntity.class);
        query.where(
                builder.equal(row.get("impersonationId"), like.impersonationId()),
                builder.equal(row.get("action"), like.action().name()),
                same(row, "detail", like.detail()),
                same(row, "ticket", like.ticket()));
        // A database may take texts for equal that differ in their case.
        return entities.createQuery(query)
                .getResultStream()
                .map(found -> found.toDomain().entry())
                .anyMatch(found ->
                        Objects.equals(found.detail(), like.detail()) && Objects.equals(found.ticket(), like.ticket()));
    }

    private Predicate same(Root<TrailEntity> row, String column, @Nullable String text) {
        return text == null ? builder.isNull(row.get(column)) : builder.equal(row.get(column), text);
    }

    /** Whether a name of the filter stands for several persons in what it finds; an id stands for one. */
    public boolean isAmbiguous(TrailFilter filter) {
        Namesakes<TrailEntity> namesakes = new Namesakes<>(entities, TrailEntity.class);
        return (Namesakes.isName(filter.user()) && namesakes.among(row -> conditions(filter, row), "subjectId"))
                || (Namesakes.isName(filter.actor())
                        && namesakes.among(row -> conditions(filter, row), "actorRealmId", "actorId"));
    }

    private Conditions visible(TrailFilter filter, Root<TrailEntity> row) {
        return new Conditions(builder, row)
                .equal("realmId", filter.realmId())
                .equal("impersonationId", filter.impersonationId());
    }

    private static Conditions subjects(Conditions conditions, @Nullable String user) {
        return conditions.person("subjectId", "subjectName", user);
    }

    private static Conditions actors(Conditions conditions, @Nullable String actor) {
        return conditions.person("actorId", "actorName", actor);
    }

    private Predicate[] conditions(TrailFilter filter, Root<TrailEntity> row) {
        Conditions conditions = actors(subjects(visible(filter, row), filter.user()), filter.actor())
                .equal(
                        "action",
                        filter.action() == null ? null : filter.action().name());
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

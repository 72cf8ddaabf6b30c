package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.store.Batches;
import io.github.keycloakassume.core.store.Locks;
import io.github.keycloakassume.impersonation.model.ActorProfile;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.Way;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelIllegalStateException;

/** Keeps impersonations, in the transaction of the request. */
public final class ImpersonationStore {

    private final EntityManager entities;

    public ImpersonationStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    public void insert(Impersonation impersonation) {
        entities.persist(ImpersonationEntity.from(impersonation));
    }

    /** The impersonation with that id in that realm. */
    public Optional<Impersonation> find(String realmId, String id) {
        return find(id).filter(found -> found.realmId().equals(realmId));
    }

    /** The impersonation with that id in whatever realm. */
    public Optional<Impersonation> find(String id) {
        return IdText.isPossible(id)
                ? Optional.ofNullable(entities.find(ImpersonationEntity.class, id))
                        .map(ImpersonationEntity::toDomain)
                : Optional.empty();
    }

    /** The impersonation that runs, or ran, in that user session. */
    public Optional<Impersonation> findBySession(String realmId, String userSessionId) {
        return entities.createNamedQuery(ImpersonationEntity.OF_SESSION, ImpersonationEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("userSessionId", userSessionId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(ImpersonationEntity::toDomain);
    }

    /** The references into ticket systems of those that have one, by id. */
    public Map<String, String> tickets(Collection<String> ids) {
        return Batches.of(ids).stream()
                .flatMap(batch -> entities.createNamedQuery(ImpersonationEntity.TICKETS, Object[].class)
                        .setParameter("ids", batch)
                        .getResultStream())
                .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }

    /** Impersonations that run though their time is up, the longest overdue first. */
    public List<Impersonation> overdue(Instant now, int most) {
        return entities
                .createNamedQuery(ImpersonationEntity.OVERDUE, ImpersonationEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(ImpersonationEntity::toDomain)
                .toList();
    }

    /**
     * Impersonations that run and have time left, by id.
     *
     * @param startedBy only those that started by then
     * @param after the id to go on after, empty for the first ones
     */
    public List<Impersonation> running(Instant now, Instant startedBy, String after, int most) {
        return entities
                .createNamedQuery(ImpersonationEntity.RUNNING, ImpersonationEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setParameter("startedBy", startedBy.toEpochMilli())
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(ImpersonationEntity::toDomain)
                .toList();
    }

    /** Impersonations that ran and are over since some time between those, by id. */
    public List<Impersonation> endedBetween(Instant since, Instant until, String after, int most) {
        return toDomain(
                entities.createNamedQuery(ImpersonationEntity.ENDED_BETWEEN, ImpersonationEntity.class)
                        .setParameter("since", since.toEpochMilli())
                        .setParameter("until", until.toEpochMilli())
                        .setParameter("after", after),
                most);
    }

    /** Impersonations on that basis whose end is not noted yet, by id; pending ones too, which shall not start any more. */
    public List<Impersonation> runningUnder(String realmId, String grant, String after, int most) {
        return toDomain(
                entities.createNamedQuery(ImpersonationEntity.RUNNING_UNDER, ImpersonationEntity.class)
                        .setParameter("realmId", realmId)
                        .setParameter("grant", grant)
                        .setParameter("after", after),
                most);
    }

    /** Impersonations that run in a realm, by id. */
    public List<Impersonation> runningIn(String realmId, Instant now, String after, int most) {
        return toDomain(
                entities.createNamedQuery(ImpersonationEntity.RUNNING_IN_REALM, ImpersonationEntity.class)
                        .setParameter("realmId", realmId)
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("after", after),
                most);
    }

    /** Impersonations that users of a realm run in other realms, by id. */
    public List<Impersonation> runningElsewhere(String impersonatorRealmId, Instant now, String after, int most) {
        return toDomain(
                entities.createNamedQuery(ImpersonationEntity.RUNNING_ELSEWHERE, ImpersonationEntity.class)
                        .setParameter("userRealmId", impersonatorRealmId)
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("after", after),
                most);
    }

    /**
     * How many run on that basis or by that consent, at this very moment: what others commit meanwhile counts, whatever the
     * database shows this transaction otherwise (a locking read is no snapshot on MariaDB and MySQL).
     */
    public long countUnder(String grant, Instant now) {
        return held(ImpersonationEntity.HELD_UNDER, grant, now) + held(ImpersonationEntity.HELD_BY_CONSENT, grant, now);
    }

    private long held(String query, String grant, Instant now) {
        return entities.createNamedQuery(query, ImpersonationEntity.class)
                .setParameter("grant", grant)
                .setParameter("now", now.toEpochMilli())
                .getResultList()
                .size();
    }

    /** Notes the grants under which one that starts takes a place, besides the one that it rests on. */
    public void consented(Impersonation starting, Set<String> grants) {
        grants.forEach(grant -> entities.persist(ConsentEntity.of(starting.realmId(), starting.id(), grant)));
    }

    /**
     * Has what runs on that basis, or may still start, be over now, for that cause: noting it and telling others follows. By
     * the clock of another node it may have been asked for later than now: no row ends before it was asked for.
     */
    public void endUnder(String realmId, String grant, Instant now, EndCause cause) {
        entities.flush();
        entities.createNamedQuery(ImpersonationEntity.END_UNDER)
                .setParameter("realmId", realmId)
                .setParameter("grant", grant)
                .setParameter("now", now.toEpochMilli() + 1)
                .setParameter("cause", cause.name())
                .executeUpdate();
    }

    /** The cause that one has been ended for already, empty when it ends by time alone. */
    public Optional<EndCause> plannedCause(String id) {
        return Optional.ofNullable(entities.find(ImpersonationEntity.class, id)).map(ImpersonationEntity::plannedCause);
    }

    /** Impersonations that run as that user, by id. */
    public List<Impersonation> runningAs(String realmId, String userId, Instant now, String after, int most) {
        return toDomain(
                entities.createNamedQuery(ImpersonationEntity.RUNNING_AS, ImpersonationEntity.class)
                        .setParameter("realmId", realmId)
                        .setParameter("userId", userId)
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("after", after),
                most);
    }

    /** Has what runs on that basis, or may still start, end by then. */
    public void shortenUnder(String realmId, String grant, Instant until) {
        entities.flush();
        entities.createNamedQuery(ImpersonationEntity.SHORTEN_UNDER)
                .setParameter("realmId", realmId)
                .setParameter("grant", grant)
                .setParameter("until", until.toEpochMilli())
                .executeUpdate();
    }

    /**
     * Has that one be over now, for that cause: as {@link #endUnder}. Waits for a transaction that holds it, so that it is over in any
     * case once this is committed.
     */
    public void endNow(String id, Instant now, EndCause cause) {
        entities.flush();
        entities.createNamedQuery(ImpersonationEntity.END_NOW)
                .setParameter("id", id)
                .setParameter("now", now.toEpochMilli() + 1)
                .setParameter("cause", cause.name())
                .executeUpdate();
    }

    /**
     * Has what runs by exchanged tokens from that login, or by that service account, be over now, for that cause: as {@link
     * #endUnder}.
     *
     * @param impersonator whose login it is, or the service account
     * @param since the earliest that one may have been asked for that has time left
     */
    public void endOnBehalfBy(Person impersonator, String login, Instant since, Instant now, EndCause cause) {
        entities.flush();
        entities.createNamedQuery(ImpersonationEntity.END_ON_BEHALF_BY)
                .setParameter("userRealmId", impersonator.realmId())
                .setParameter("userId", impersonator.userId())
                .setParameter("way", Way.ON_BEHALF_OF.wireName())
                .setParameter("service", ActorProfile.SERVICE.wireName())
                .setParameter("login", login)
                .setParameter("since", since.toEpochMilli())
                .setParameter("now", now.toEpochMilli() + 1)
                .setParameter("cause", cause.name())
                .executeUpdate();
    }

    /** Those that have started as that user, the latest first. */
    public List<Impersonation> startedAs(String realmId, String userId, PageWindow window) {
        return toDomain(
                entities.createNamedQuery(ImpersonationEntity.STARTED_AS, ImpersonationEntity.class)
                        .setParameter("realmId", realmId)
                        .setParameter("userId", userId)
                        .setFirstResult(window.first()),
                window.max());
    }

    /** How many have started as that user. */
    public long countStartedAs(String realmId, String userId) {
        return entities.createNamedQuery(ImpersonationEntity.COUNT_STARTED_AS, Long.class)
                .setParameter("realmId", realmId)
                .setParameter("userId", userId)
                .getSingleResult();
    }

    static List<Impersonation> toDomain(TypedQuery<ImpersonationEntity> query, int most) {
        return query.setMaxResults(most).getResultList().stream()
                .map(ImpersonationEntity::toDomain)
                .toList();
    }

    /**
     * How many a person has asked for in a realm that may still start.
     *
     * @param since the earliest that one may have been asked for that has time left
     */
    public long countPending(String realmId, Person impersonator, Instant since, Instant now) {
        return entities.createNamedQuery(ImpersonationEntity.COUNT_PENDING, Long.class)
                .setParameter("realmId", realmId)
                .setParameter("userRealmId", impersonator.realmId())
                .setParameter("userId", impersonator.userId())
                .setParameter("since", since.toEpochMilli())
                .setParameter("now", now.toEpochMilli())
                .getSingleResult();
    }

    /** How many run, in all realms. */
    public long countRunning(Instant now) {
        return entities.createNamedQuery(ImpersonationEntity.COUNT_RUNNING, Long.class)
                .setParameter("now", now.toEpochMilli())
                .getSingleResult();
    }

    /**
     * Those that run though their time is up.
     *
     * @param longest when the time of the longest overdue was up, empty where there is none
     */
    public record Overdue(long count, Optional<Instant> longest) {}

    /** How many run though their time is up, in all realms. */
    public Overdue countOverdue(Instant now) {
        Object[] row = entities.createNamedQuery(ImpersonationEntity.COUNT_OVERDUE, Object[].class)
                .setParameter("now", now.toEpochMilli())
                .getSingleResult();
        return new Overdue((Long) row[0], Optional.ofNullable((Long) row[1]).map(Instant::ofEpochMilli));
    }

    /**
     * One whose end is not noted, as it is at this moment, for the caller alone until the transaction ends. Waits for others who
     * change it, so that a caller who is told that there is none may rely on its end; what waits does so for a transaction of
     * the database, never for an application.
     */
    public Optional<Impersonation> claim(String id) {
        @Nullable
        ImpersonationEntity entity = IdText.isPossible(id) ? entities.find(ImpersonationEntity.class, id) : null;
        if (entity == null) {
            return Optional.empty();
        }
        entities.refresh(entity, LockModeType.PESSIMISTIC_WRITE);
        return entity.hasEnded() ? Optional.empty() : Optional.of(entity.toDomain());
    }

    /** The same without waiting, for work that is done again anyway: none where others change it at this moment. */
    public Optional<Impersonation> claimIfFree(String id) {
        return entities.createNamedQuery(ImpersonationEntity.CLAIM, ImpersonationEntity.class)
                .setParameter("id", id)
                .setHint(Locks.TIMEOUT, Locks.SKIP_LOCKED)
                .getResultStream()
                .findFirst()
                .map(ImpersonationEntity::toDomain);
    }

    /**
     * Writes a new state.
     *
     * @throws RefusedException {@code impersonation-changed} when somebody else did at the same moment
     */
    public void update(Impersonation impersonation) {
        @Nullable ImpersonationEntity entity = entities.find(ImpersonationEntity.class, impersonation.id());
        if (entity == null) {
            throw new IllegalStateException("no impersonation " + impersonation.id());
        }
        entity.takeStateOf(impersonation);
        try {
            entities.flush();
        } catch (ModelIllegalStateException e) {
            // What Keycloak makes of an OptimisticLockException (EntityManagerProxy).
            throw new RefusedException(ImpersonationRefusal.IMPERSONATION_CHANGED);
        }
    }

    /**
     * What the person has asked for or runs who starts that one, in whatever realm, but for those by exchanged tokens, of which there
     * may be very many; for the caller alone until the transaction ends: of two starts of the same person one waits here for the other, and then sees it.
     *
     * @param since the earliest that one may have been asked for that has time left
     */
    public List<Impersonation> claimOpenBeside(Impersonation starting, Instant since, Instant now) {
        // One that has been loaded already could not be locked after another transaction has changed it.
        entities.flush();
        Optional.ofNullable(entities.find(ImpersonationEntity.class, starting.id()))
                .ifPresent(entities::detach);
        return entities
                .createNamedQuery(ImpersonationEntity.OPEN_OF, ImpersonationEntity.class)
                .setParameter("userRealmId", starting.impersonator().realmId())
                .setParameter("userId", starting.impersonator().userId())
                .setParameter("since", since.toEpochMilli())
                .setParameter("now", now.toEpochMilli())
                .setParameter("onBehalf", Way.ON_BEHALF_OF.wireName())
                .getResultList()
                .stream()
                .map(ImpersonationEntity::toDomain)
                .filter(open -> !open.id().equals(starting.id()))
                .toList();
    }

    /** Forgets those that were over before then. */
    public void deleteBefore(String realmId, Instant before) {
        entities.createNamedQuery(ImpersonationEntity.DELETE_BEFORE)
                .setParameter("realmId", realmId)
                .setParameter("before", before.toEpochMilli())
                .executeUpdate();
        entities.createNamedQuery(ConsentEntity.DELETE_ORPHANS)
                .setParameter("realmId", realmId)
                .executeUpdate();
        entities.createNamedQuery(ExchangePlaceEntity.DELETE_ORPHANS)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(ExchangePlaceEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
        entities.createNamedQuery(ConsentEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
        entities.createNamedQuery(ImpersonationEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

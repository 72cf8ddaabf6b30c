package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.store.Batches;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Keeps grants, in the transaction of the request. What is here called active has no end that anybody has noted; its
 * time may be up.
 */
public final class GrantStore {

    private static final List<String> PERSONS =
            List.of(GrantEntity.PSEUDONYMISE_CREATOR, GrantEntity.PSEUDONYMISE_DECIDER, GrantEntity.PSEUDONYMISE_ENDER);
    private static final List<String> IDS = List.of(GrantEntity.PSEUDONYMISE_TARGET, GrantEntity.PSEUDONYMISE_GRANTEE);

    private final EntityManager entities;

    public GrantStore(KeycloakSession session) {
        this.entities = Rows.of(session);
    }

    public void insert(Grant grant) {
        entities.persist(GrantEntity.from(grant));
    }

    /** The grant of that id in that realm. */
    public Optional<Grant> find(String realmId, String id) {
        return entity(realmId, id).map(GrantEntity::toDomain);
    }

    /** The same as it stands at this moment, and nobody changes it until the transaction ends. */
    public Optional<Grant> findLocked(String realmId, String id) {
        return locked(realmId, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The same, but others may hold it like this at the same time. */
    public Optional<Grant> findHeld(String realmId, String id) {
        return locked(realmId, id, LockModeType.PESSIMISTIC_READ);
    }

    private Optional<Grant> locked(String realmId, String id, LockModeType mode) {
        Optional<GrantEntity> found = entity(realmId, id);
        found.ifPresent(entity -> entities.refresh(entity, mode));
        return found.map(GrantEntity::toDomain);
    }

    /**
     * Those of them that are in force, of whatever realm, each as {@link #findLocked}: all in one order, so that two who
     * lock several do not wait for each other.
     */
    public List<Grant> lockInForce(List<Grant> found, Instant now) {
        return found.stream()
                .sorted(Comparator.comparing(Grant::id))
                .flatMap(grant -> findLocked(grant.realmId(), grant.id()).stream())
                .filter(grant -> grant.isActive(now))
                .toList();
    }

    /** Whether another realm has a grant of that id. */
    public boolean isOfOtherRealm(String realmId, String id) {
        @Nullable GrantEntity entity = entities.find(GrantEntity.class, id);
        return entity != null && !entity.isOf(realmId);
    }

    /**
     * Writes a change.
     *
     * @return the grant with its new version
     * @throws RefusedException {@code version-stale} when somebody else has changed it since, or does at this moment
     */
    public Grant update(Grant changed) {
        GrantEntity entity = take(changed);
        Rows.write(entities);
        return entity.toDomain();
    }

    /**
     * Writes many changes at once.
     *
     * @return the grants with their new versions
     * @throws RefusedException {@code version-stale} when somebody else has changed one of them since, or does at this moment
     */
    public List<Grant> updateAll(List<Grant> changed) {
        List<GrantEntity> taken = changed.stream().map(this::take).toList();
        Rows.write(entities);
        return toDomain(taken);
    }

    private GrantEntity take(Grant changed) {
        GrantEntity entity = entity(changed.realmId(), changed.id())
                .orElseThrow(() -> new IllegalStateException("no grant " + changed.id()));
        Rows.requireVersion(entity.version(), changed.version());
        entity.takeStateOf(changed);
        return entity;
    }

    /** Active ones about the realm, the organizations, the user of these ids, or the one whose pseudonym such an id has become. */
    public List<Grant> reaching(String realmId, Collection<String> targetIds) {
        Set<String> ids = targetIds.stream()
                .flatMap(id -> RemovedUser.idsOf(id).stream())
                .collect(Collectors.toUnmodifiableSet());
        return Batches.of(ids).stream()
                .flatMap(batch -> entities.createNamedQuery(GrantEntity.REACHING, GrantEntity.class)
                        .setParameter("realmId", realmId)
                        .setParameter("targetIds", batch)
                        .getResultStream())
                .map(GrantEntity::toDomain)
                .toList();
    }

    /**
     * A part of the list, the latest start first.
     *
     * @throws RefusedException {@code grant-not-found} when the list has no row to go on after
     */
    public List<Grant> list(GrantFilter filter, GrantPage page) {
        return toDomain(new GrantSearch(entities).list(filter, page));
    }

    public long count(GrantFilter filter) {
        return new GrantSearch(entities).count(filter);
    }

    /** How many grants, not denials, are in force about exactly that. */
    public long countAllowing(String realmId, Scope scope, Instant now) {
        return entities.createNamedQuery(GrantEntity.COUNT_ALLOWING, Long.class)
                .setParameter("realmId", realmId)
                .setParameter("kind", scope.kind().name())
                .setParameter("targetId", scope.targetId())
                .setParameter("now", now.toEpochMilli())
                .getSingleResult();
    }

    /** Active ones whose time is up, the longest overdue first; nobody else gets them until the transaction ends. */
    public List<Grant> claimOverdue(Instant now, int most) {
        return toDomain(Rows.claim(query(GrantEntity.OVERDUE), now, most));
    }

    /** Those whose coming end people are to be told; nobody else gets them until the transaction ends. */
    public List<Grant> claimNoticeDue(Instant now, int most) {
        return toDomain(Rows.claim(query(GrantEntity.NOTICE_DUE), now, most));
    }

    /** Active ones about the organization or user of that id. */
    public List<Grant> activeWithTarget(String realmId, String targetId) {
        return reaching(realmId, List.of(targetId));
    }

    /** Active ones that the organization of that id has decided on. */
    public List<Grant> activeOfOrganization(String realmId, String organizationId) {
        return toDomain(query(GrantEntity.OF_ORGANIZATION)
                .setParameter("realmId", realmId)
                .setParameter("organizationId", organizationId)
                .getResultList());
    }

    /** Active ones, of whatever realm, that name this as those who may act. */
    public List<Grant> activeWithGrantee(GranteeKind kind, String granteeRealmId, String id) {
        return toDomain(query(GrantEntity.WITH_GRANTEE)
                .setParameter("kind", kind.name())
                .setParameter("granteeRealmId", granteeRealmId)
                .setParameter("granteeId", id)
                .getResultList());
    }

    /** Active ones with that role among those of which a subject must hold one; looks through all that the realm has. */
    public List<Grant> activeWithSubjectRole(String realmId, String roleId) {
        return toDomain(query(GrantEntity.WITH_SUBJECT_ROLE)
                .setParameter("realmId", realmId)
                .setParameter("pattern", TextList.patternOf(roleId))
                .getResultList());
    }

    /**
     * Gives a removed user his pseudonym wherever he stands, in whatever realm he acted. Grants that were read before do
     * not know of it and cannot be changed any more: last, after what was for him has ended.
     */
    public void pseudonymise(String realmId, String userId) {
        RemovedUser user = new RemovedUser(realmId, userId);
        user.leave(entities, PERSONS);
        user.leaveIds(entities, IDS);
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(GrantEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    /** Forgets those that were over before then. */
    public void deleteEndedBefore(String realmId, Instant since) {
        entities.createNamedQuery(GrantEntity.DELETE_ENDED_BEFORE)
                .setParameter("realmId", realmId)
                .setParameter("before", since.toEpochMilli())
                .executeUpdate();
    }

    private Optional<GrantEntity> entity(String realmId, String id) {
        @Nullable GrantEntity entity = IdText.isPossible(id) ? entities.find(GrantEntity.class, id) : null;
        return Optional.ofNullable(entity).filter(found -> found.isOf(realmId));
    }

    private TypedQuery<GrantEntity> query(String name) {
        return entities.createNamedQuery(name, GrantEntity.class);
    }

    private static List<Grant> toDomain(List<GrantEntity> rows) {
        return rows.stream().map(GrantEntity::toDomain).toList();
    }
}

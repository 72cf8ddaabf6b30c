package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.OrganizationAnswer;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.store.Batches;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Keeps requests, in the transaction of the request. What is here called pending has no answer that anybody has noted;
 * it may have lapsed.
 */
public final class RequestStore {

    private static final List<String> PERSONS =
            List.of(RequestEntity.PSEUDONYMISE_ASKER, RequestEntity.PSEUDONYMISE_ANSWERER);
    private static final List<String> IDS =
            List.of(RequestEntity.PSEUDONYMISE_TARGET, RequestEntity.PSEUDONYMISE_GRANTEE);

    private final EntityManager entities;

    public RequestStore(KeycloakSession session) {
        this.entities = Rows.of(session);
    }

    public void insert(AccessRequest request) {
        entities.persist(RequestEntity.from(request));
    }

    /** The request of that id in that realm. */
    public Optional<AccessRequest> find(String realmId, String id) {
        return entity(realmId, id).map(RequestEntity::toDomain);
    }

    /** The same as it stands at this moment, and no one answers it until the transaction ends. */
    public Optional<AccessRequest> findLocked(String realmId, String id) {
        Optional<RequestEntity> found = entity(realmId, id);
        found.ifPresent(entity -> entities.refresh(entity, LockModeType.PESSIMISTIC_WRITE));
        return found.map(RequestEntity::toDomain);
    }

    /**
     * Keeps what one organization answered.
     *
     * @throws RefusedException {@code version-stale} when it has answered meanwhile
     */
    public void insert(OrganizationAnswer answer) {
        entities.persist(OrganizationAnswerEntity.from(answer));
        Rows.write(entities);
    }

    /**
     * What organizations have answered to these requests so far, at this very moment: what others have committed counts, whatever
     * the database shows this transaction otherwise (a locking read is no snapshot on MariaDB and MySQL). For
     * requests that were read under lock, and after one's own answer is kept: MariaDB and MySQL let no one insert beside what
     * was read, so that two who read first would wait for each other.
     */
    public List<OrganizationAnswer> answersTo(List<AccessRequest> requests) {
        Set<String> ids = requests.stream().map(AccessRequest::id).collect(Collectors.toUnmodifiableSet());
        return Batches.of(ids).stream()
                .flatMap(batch -> entities.createNamedQuery(
                                OrganizationAnswerEntity.OF_REQUESTS, OrganizationAnswerEntity.class)
                        .setParameter("requestIds", batch)
                        .getResultStream())
                .map(OrganizationAnswerEntity::toDomain)
                .toList();
    }

    /** What that organization has answered, if it has. */
    public Optional<OrganizationAnswer> answerOf(String organizationId, AccessRequest request) {
        return Optional.ofNullable(entities.find(
                        OrganizationAnswerEntity.class, new OrganizationAnswerEntity.Key(request.id(), organizationId)))
                .map(OrganizationAnswerEntity::toDomain);
    }

    /**
     * Writes an answer.
     *
     * @return the request with its new version
     * @throws RefusedException {@code version-stale} when somebody else has answered it since, or does at this moment
     */
    public AccessRequest update(AccessRequest changed) {
        RequestEntity entity = take(changed);
        Rows.write(entities);
        return entity.toDomain();
    }

    /**
     * Writes many answers at once.
     *
     * @throws RefusedException {@code version-stale} when somebody else has answered one of them since, or does at this moment
     */
    public void updateAll(List<AccessRequest> changed) {
        changed.forEach(this::take);
        Rows.write(entities);
    }

    private RequestEntity take(AccessRequest changed) {
        RequestEntity entity = entity(changed.realmId(), changed.id())
                .orElseThrow(() -> new IllegalStateException("no request " + changed.id()));
        Rows.requireVersion(entity.version(), changed.version());
        entity.takeAnswerOf(changed);
        return entity;
    }

    /**
     * A part of the list, the latest first.
     *
     * @throws RefusedException {@code request-not-found} when the list has no row to go on after
     */
    public List<AccessRequest> list(RequestFilter filter, GrantPage page) {
        return toDomain(new RequestSearch(entities).list(filter, page));
    }

    public long count(RequestFilter filter) {
        return new RequestSearch(entities).count(filter);
    }

    /** Pending ones that nobody answered in time; nobody else gets them until the transaction ends. */
    public List<AccessRequest> claimLapsed(Instant now, int most) {
        return toDomain(Rows.claim(query(RequestEntity.LAPSED), now, most));
    }

    /** Pending ones about the organization or user of that id. */
    public List<AccessRequest> pendingWithTarget(String realmId, String targetId) {
        return toDomain(query(RequestEntity.PENDING_WITH_TARGET)
                .setParameter("realmId", realmId)
                .setParameter("targetId", targetId)
                .getResultList());
    }

    /** Pending ones of a user of that realm, about whatever realm. */
    public List<AccessRequest> pendingBy(String realmId, String userId) {
        return toDomain(query(RequestEntity.PENDING_BY)
                .setParameter("userRealmId", realmId)
                .setParameter("userId", userId)
                .getResultList());
    }

    /** Pending ones, of whatever realm, that name this as those who would act. */
    public List<AccessRequest> pendingWithGrantee(GranteeKind kind, String granteeRealmId, String id) {
        return toDomain(query(RequestEntity.PENDING_WITH_GRANTEE)
                .setParameter("kind", kind.name())
                .setParameter("granteeRealmId", granteeRealmId)
                .setParameter("granteeId", id)
                .getResultList());
    }

    /** Pending ones with that role among those of which a subject would have to hold one. */
    public List<AccessRequest> pendingWithSubjectRole(String realmId, String roleId) {
        return toDomain(query(RequestEntity.PENDING_WITH_SUBJECT_ROLE)
                .setParameter("realmId", realmId)
                .setParameter("pattern", TextList.patternOf(roleId))
                .getResultList());
    }

    /**
     * Gives a removed user his pseudonym wherever he stands, in whatever realm he acted. Requests that were read before do
     * not know of it and cannot be changed any more: last, after what he asked for, or others about him, is answered.
     */
    public void pseudonymise(String realmId, String userId) {
        RemovedUser user = new RemovedUser(realmId, userId);
        user.leave(entities, PERSONS);
        user.leaveIds(entities, IDS);
    }

    /** Forgets one, answered or not. */
    public void delete(AccessRequest request) {
        entities.createNamedQuery(OrganizationAnswerEntity.DELETE_BY_REQUEST)
                .setParameter("requestId", request.id())
                .executeUpdate();
        entity(request.realmId(), request.id()).ifPresent(entities::remove);
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(OrganizationAnswerEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
        entities.createNamedQuery(RequestEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    /** Forgets those that were answered, or noted as lapsed, before then. */
    public void deleteAnsweredBefore(String realmId, Instant since) {
        entities.createNamedQuery(RequestEntity.DELETE_ANSWERED_BEFORE)
                .setParameter("realmId", realmId)
                .setParameter("before", since.toEpochMilli())
                .executeUpdate();
        entities.createNamedQuery(OrganizationAnswerEntity.DELETE_ORPHANS)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    private Optional<RequestEntity> entity(String realmId, String id) {
        @Nullable RequestEntity entity = IdText.isPossible(id) ? entities.find(RequestEntity.class, id) : null;
        return Optional.ofNullable(entity).filter(found -> found.isOf(realmId));
    }

    private TypedQuery<RequestEntity> query(String name) {
        return entities.createNamedQuery(name, RequestEntity.class);
    }

    private static List<AccessRequest> toDomain(List<RequestEntity> rows) {
        return rows.stream().map(RequestEntity::toDomain).toList();
    }
}

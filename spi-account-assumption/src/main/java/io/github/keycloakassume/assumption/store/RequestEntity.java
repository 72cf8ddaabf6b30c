package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.GrantDuration;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.core.model.Reason;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_REQUEST}. Times are epoch milliseconds. What waits, or has only lapsed, has no {@code ANSWERED_AT}. */
@Entity
@Table(name = "ASSUME_REQUEST")
@NamedQuery(
        name = RequestEntity.LAPSED,
        query = "select r from RequestEntity r where r.answeredAt is null and r.lapsesAt <= :now order by r.lapsesAt",
        lockMode = LockModeType.PESSIMISTIC_WRITE)
@NamedQuery(
        name = RequestEntity.PENDING_WITH_TARGET,
        query = "select r from RequestEntity r where r.targetId = :targetId and r.answeredAt is null"
                + " and r.realmId = :realmId")
@NamedQuery(
        name = RequestEntity.PENDING_BY,
        query = "select r from RequestEntity r where r.requestedBy.userId = :userId and r.answeredAt is null"
                + " and r.requestedBy.realmId = :userRealmId")
@NamedQuery(
        name = RequestEntity.PENDING_WITH_GRANTEE,
        query = "select r from RequestEntity r where r.terms.granteeId = :granteeId and r.answeredAt is null"
                + " and r.terms.granteeKind = :kind and r.terms.granteeRealmId = :granteeRealmId")
@NamedQuery(
        name = RequestEntity.PENDING_WITH_SUBJECT_ROLE,
        query = "select r from RequestEntity r where r.realmId = :realmId and r.answeredAt is null"
                + " and r.terms.subjectRoles like :pattern escape '!'")
@NamedQuery(
        name = RequestEntity.PSEUDONYMISE_ASKER,
        query = "update RequestEntity r set r.requestedBy.userId = :newId, r.requestedBy.name = :newName"
                + " where r.requestedBy.userId = :id and r.requestedBy.realmId = :userRealmId")
@NamedQuery(
        name = RequestEntity.PSEUDONYMISE_ANSWERER,
        query = "update RequestEntity r set r.answeredBy.userId = :newId, r.answeredBy.name = :newName,"
                + " r.version = r.version + 1"
                + " where r.answeredBy.userId = :id and r.answeredBy.realmId = :userRealmId")
@NamedQuery(
        name = RequestEntity.PSEUDONYMISE_TARGET,
        query = "update RequestEntity r set r.targetId = :newId"
                + " where r.targetId = :id and r.scopeKind = 'USER' and r.realmId = :userRealmId")
@NamedQuery(
        name = RequestEntity.PSEUDONYMISE_GRANTEE,
        query = "update RequestEntity r set r.terms.granteeId = :newId, r.version = r.version + 1"
                + " where r.terms.granteeId = :id and r.terms.granteeKind = 'USER'"
                + " and r.terms.granteeRealmId = :userRealmId")
@NamedQuery(name = RequestEntity.DELETE_BY_REALM, query = "delete from RequestEntity r where r.realmId = :realmId")
@NamedQuery(
        name = RequestEntity.DELETE_ANSWERED_BEFORE,
        query = "delete from RequestEntity r where r.realmId = :realmId and r.answeredAt < :before")
public class RequestEntity {

    static final String LAPSED = "assume.lapsedRequests";
    static final String PENDING_WITH_TARGET = "assume.pendingRequestsWithTarget";
    static final String PENDING_BY = "assume.pendingRequestsByUser";
    static final String PENDING_WITH_GRANTEE = "assume.pendingRequestsWithGrantee";
    static final String PENDING_WITH_SUBJECT_ROLE = "assume.pendingRequestsWithSubjectRole";
    static final String PSEUDONYMISE_ASKER = "assume.pseudonymiseRequestAsker";
    static final String PSEUDONYMISE_ANSWERER = "assume.pseudonymiseRequestAnswerer";
    static final String PSEUDONYMISE_TARGET = "assume.pseudonymiseRequestTarget";
    static final String PSEUDONYMISE_GRANTEE = "assume.pseudonymiseRequestGrantee";
    static final String DELETE_BY_REALM = "assume.deleteRequestsByRealm";
    static final String DELETE_ANSWERED_BEFORE = "assume.deleteRequestsAnsweredBefore";

    @Id
    @Column(name = "ID", length = 36)
    private String id = "";

    @Version
    @Column(name = "VERSION")
    private int version;

    @Column(name = "REALM_ID", length = 36, updatable = false)
    private String realmId = "";

    @Column(name = "SCOPE_KIND", length = 16, updatable = false)
    private String scopeKind = "";

    @Column(name = "TARGET_ID", updatable = false)
    private String targetId = "";

    @Embedded
    private TermsColumns terms = new TermsColumns();

    @Column(name = "DURATION", length = 64, updatable = false)
    private String duration = "";

    @Column(name = "REASON", length = Reason.LONGEST, updatable = false)
    private String reason = "";

    @Column(name = "TICKET", updatable = false)
    private @Nullable String ticket;

    @Embedded
    @AttributeOverride(
            name = "realmId",
            column = @Column(name = "REQUESTED_BY_REALM_ID", length = 36, updatable = false))
    @AttributeOverride(name = "userId", column = @Column(name = "REQUESTED_BY_ID", updatable = false))
    @AttributeOverride(name = "name", column = @Column(name = "REQUESTED_BY_NAME", updatable = false))
    private PersonColumns requestedBy = new PersonColumns();

    @Column(name = "REQUESTED_AT", updatable = false)
    private long requestedAt;

    @Column(name = "LAPSES_AT", updatable = false)
    private long lapsesAt;

    @Column(name = "ANSWERED_AT")
    private @Nullable Long answeredAt;

    @Column(name = "OUTCOME", length = 16)
    private @Nullable String outcome;

    @Embedded
    @AttributeOverride(name = "realmId", column = @Column(name = "ANSWERED_BY_REALM_ID", length = 36))
    @AttributeOverride(name = "userId", column = @Column(name = "ANSWERED_BY_ID"))
    @AttributeOverride(name = "name", column = @Column(name = "ANSWERED_BY_NAME"))
    private @Nullable PersonColumns answeredBy;

    @Column(name = "ANSWER", length = Reason.LONGEST)
    private @Nullable String word;

    @Column(name = "GRANT_ID", length = 36)
    private @Nullable String grantId;

    /** For JPA. */
    protected RequestEntity() {}

    static RequestEntity from(AccessRequest request) {
        RequestEntity entity = new RequestEntity();
        entity.id = request.id();
        entity.version = request.version();
        entity.realmId = request.realmId();
        entity.scopeKind = request.scope().kind().name();
        entity.targetId = request.scope().targetId();
        entity.terms = TermsColumns.of(request.terms());
        entity.duration = request.duration().text();
        entity.reason = request.reason().text();
        entity.ticket = request.ticket();
        entity.requestedBy = PersonColumns.of(request.requestedBy());
        entity.requestedAt = request.requestedAt().toEpochMilli();
        entity.lapsesAt = request.lapsesAt().toEpochMilli();
        entity.takeAnswerOf(request);
        return entity;
    }

    /** Takes over what may change; all else stays as it was asked. */
    final void takeAnswerOf(AccessRequest request) {
        AccessRequest.Answer answer = request.answer();
        answeredAt = answer == null ? null : Millis.of(answer.at());
        outcome = answer == null ? null : answer.outcome().name();
        answeredBy = answer == null ? null : PersonColumns.ofNullable(answer.by());
        word = answer == null ? null : answer.word();
        grantId = answer == null ? null : answer.grantId();
    }

    boolean isOf(String realm) {
        return realmId.equals(realm);
    }

    int version() {
        return version;
    }

    long requestedAt() {
        return requestedAt;
    }

    AccessRequest toDomain() {
        return new AccessRequest(
                id,
                realmId,
                new Scope(ScopeKind.valueOf(scopeKind), targetId),
                terms.toDomain(),
                GrantDuration.parse(duration),
                new Reason(reason),
                ticket,
                requestedBy.toDomain(),
                Instant.ofEpochMilli(requestedAt),
                Instant.ofEpochMilli(lapsesAt),
                answer(),
                version);
    }

    private AccessRequest.@Nullable Answer answer() {
        return answeredAt == null || outcome == null
                ? null
                : new AccessRequest.Answer(
                        AccessRequest.Outcome.valueOf(outcome),
                        Instant.ofEpochMilli(answeredAt),
                        PersonColumns.personOf(answeredBy),
                        word,
                        grantId);
    }
}

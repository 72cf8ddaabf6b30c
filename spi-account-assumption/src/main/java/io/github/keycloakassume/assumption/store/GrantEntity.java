package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.EndCause;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDecision;
import io.github.keycloakassume.assumption.model.GrantPeriod;
import io.github.keycloakassume.assumption.model.Owner;
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

/** A row of {@code ASSUME_GRANT}. Times are epoch milliseconds. What is in force, or only overdue, has no {@code ENDED_AT}. */
@Entity
@Table(name = "ASSUME_GRANT")
@NamedQuery(
        name = GrantEntity.REACHING,
        query = "select g from GrantEntity g where g.targetId in :targetIds and g.endedAt is null"
                + " and g.realmId = :realmId")
@NamedQuery(
        name = GrantEntity.OVERDUE,
        query = "select g from GrantEntity g where g.dueAt <= :now order by g.dueAt",
        lockMode = LockModeType.PESSIMISTIC_WRITE)
@NamedQuery(
        name = GrantEntity.NOTICE_DUE,
        query = "select g from GrantEntity g where g.noticeAt <= :now order by g.noticeAt",
        lockMode = LockModeType.PESSIMISTIC_WRITE)
@NamedQuery(
        name = GrantEntity.WITH_GRANTEE,
        query = "select g from GrantEntity g where g.terms.granteeId = :granteeId and g.endedAt is null"
                + " and g.terms.granteeKind = :kind and g.terms.granteeRealmId = :granteeRealmId")
@NamedQuery(
        name = GrantEntity.WITH_SUBJECT_ROLE,
        query = "select g from GrantEntity g where g.realmId = :realmId and g.endedAt is null"
                + " and g.terms.subjectRoles like :pattern escape '!'")
@NamedQuery(
        name = GrantEntity.COUNT_ALLOWING,
        query = "select count(g) from GrantEntity g where g.targetId = :targetId and g.endedAt is null"
                + " and g.realmId = :realmId and g.scopeKind = :kind and g.terms.effect = 'ALLOW'"
                + " and (g.endsAt is null or g.endsAt > :now)")
@NamedQuery(
        name = GrantEntity.OF_ORGANIZATION,
        query = "select g from GrantEntity g where g.ownerOrganizationId = :organizationId and g.endedAt is null"
                + " and g.realmId = :realmId")
@NamedQuery(
        name = GrantEntity.PSEUDONYMISE_CREATOR,
        query = "update GrantEntity g set g.createdBy.userId = :newId, g.createdBy.name = :newName"
                + " where g.createdBy.userId = :id and g.createdBy.realmId = :userRealmId")
@NamedQuery(
        name = GrantEntity.PSEUDONYMISE_DECIDER,
        query = "update GrantEntity g set g.decidedBy.userId = :newId, g.decidedBy.name = :newName,"
                + " g.version = g.version + 1"
                + " where g.decidedBy.userId = :id and g.decidedBy.realmId = :userRealmId")
@NamedQuery(
        name = GrantEntity.PSEUDONYMISE_ENDER,
        query = "update GrantEntity g set g.endedBy.userId = :newId, g.endedBy.name = :newName,"
                + " g.version = g.version + 1"
                + " where g.endedBy.userId = :id and g.endedBy.realmId = :userRealmId")
@NamedQuery(
        name = GrantEntity.PSEUDONYMISE_TARGET,
        query = "update GrantEntity g set g.targetId = :newId"
                + " where g.targetId = :id and g.scopeKind = 'USER' and g.realmId = :userRealmId")
@NamedQuery(
        name = GrantEntity.PSEUDONYMISE_GRANTEE,
        query = "update GrantEntity g set g.terms.granteeId = :newId, g.version = g.version + 1"
                + " where g.terms.granteeId = :id and g.terms.granteeKind = 'USER'"
                + " and g.terms.granteeRealmId = :userRealmId")
@NamedQuery(name = GrantEntity.DELETE_BY_REALM, query = "delete from GrantEntity g where g.realmId = :realmId")
@NamedQuery(
        name = GrantEntity.DELETE_ENDED_BEFORE,
        query = "delete from GrantEntity g where g.realmId = :realmId and g.endedAt < :before")
public class GrantEntity {

    static final String REACHING = "assume.grantsReaching";
    static final String OVERDUE = "assume.overdueGrants";
    static final String NOTICE_DUE = "assume.grantsWithNoticeDue";
    static final String WITH_GRANTEE = "assume.grantsWithGrantee";
    static final String WITH_SUBJECT_ROLE = "assume.grantsWithSubjectRole";
    static final String COUNT_ALLOWING = "assume.countAllowingGrants";
    static final String OF_ORGANIZATION = "assume.grantsOfOrganization";
    static final String PSEUDONYMISE_CREATOR = "assume.pseudonymiseGrantCreator";
    static final String PSEUDONYMISE_DECIDER = "assume.pseudonymiseGrantDecider";
    static final String PSEUDONYMISE_ENDER = "assume.pseudonymiseGrantEnder";
    static final String PSEUDONYMISE_TARGET = "assume.pseudonymiseGrantTarget";
    static final String PSEUDONYMISE_GRANTEE = "assume.pseudonymiseGrantee";
    static final String DELETE_BY_REALM = "assume.deleteGrantsByRealm";
    static final String DELETE_ENDED_BEFORE = "assume.deleteGrantsEndedBefore";

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

    @Column(name = "REASON", length = Reason.LONGEST, updatable = false)
    private @Nullable String reason;

    @Embedded
    @AttributeOverride(name = "realmId", column = @Column(name = "CREATED_BY_REALM_ID", length = 36, updatable = false))
    @AttributeOverride(name = "userId", column = @Column(name = "CREATED_BY_ID", updatable = false))
    @AttributeOverride(name = "name", column = @Column(name = "CREATED_BY_NAME", updatable = false))
    private PersonColumns createdBy = new PersonColumns();

    @Embedded
    @AttributeOverride(name = "realmId", column = @Column(name = "DECIDED_BY_REALM_ID", length = 36))
    @AttributeOverride(name = "userId", column = @Column(name = "DECIDED_BY_ID"))
    @AttributeOverride(name = "name", column = @Column(name = "DECIDED_BY_NAME"))
    private PersonColumns decidedBy = new PersonColumns();

    @Column(name = "DECIDED_AS", length = 16)
    private String authority = "";

    @Column(name = "OWNER_ORGANIZATION_ID")
    private @Nullable String ownerOrganizationId;

    @Column(name = "STARTS_AT", updatable = false)
    private long startsAt;

    @Column(name = "ENDS_AT")
    private @Nullable Long endsAt;

    /** The end as long as nobody has noted it: databases take an order from an index that begins with it. */
    @Column(name = "DUE_AT")
    private @Nullable Long dueAt;

    @Column(name = "NOTICE_AT")
    private @Nullable Long noticeAt;

    @Column(name = "ENDED_AT")
    private @Nullable Long endedAt;

    @Column(name = "END_CAUSE", length = 32)
    private @Nullable String endCause;

    @Embedded
    @AttributeOverride(name = "realmId", column = @Column(name = "ENDED_BY_REALM_ID", length = 36))
    @AttributeOverride(name = "userId", column = @Column(name = "ENDED_BY_ID"))
    @AttributeOverride(name = "name", column = @Column(name = "ENDED_BY_NAME"))
    private @Nullable PersonColumns endedBy;

    @Column(name = "REQUEST_ID", length = 36, updatable = false)
    private @Nullable String requestId;

    /** For JPA. */
    protected GrantEntity() {}

    static GrantEntity from(Grant grant) {
        GrantEntity entity = new GrantEntity();
        entity.id = grant.id();
        entity.version = grant.version();
        entity.realmId = grant.realmId();
        entity.scopeKind = grant.scope().kind().name();
        entity.targetId = grant.scope().targetId();
        entity.reason = grant.reasonText();
        entity.createdBy = PersonColumns.of(grant.createdBy());
        entity.startsAt = grant.startsAt().toEpochMilli();
        entity.requestId = grant.decision().requestId();
        entity.takeStateOf(grant);
        return entity;
    }

    /** Takes over what may change; all else stays as it was inserted. */
    final void takeStateOf(Grant grant) {
        terms = TermsColumns.of(grant.terms());
        decidedBy = PersonColumns.of(grant.decidedBy());
        authority = grant.owner().authority().name();
        ownerOrganizationId = grant.owner().organizationId();
        endsAt = Millis.of(grant.endsAt());
        noticeAt = Millis.of(grant.period().noticeAt());
        Grant.End end = grant.end();
        endedAt = end == null ? null : Millis.of(end.at());
        dueAt = end == null ? endsAt : null;
        endCause = end == null ? null : end.cause().name();
        endedBy = end == null ? null : PersonColumns.ofNullable(end.by());
    }

    boolean isOf(String realm) {
        return realmId.equals(realm);
    }

    int version() {
        return version;
    }

    long startsAt() {
        return startsAt;
    }

    Grant toDomain() {
        Scope scope = new Scope(ScopeKind.valueOf(scopeKind), targetId);
        return new Grant(
                id,
                realmId,
                scope,
                terms.toDomain(),
                new GrantDecision(
                        reason == null ? null : new Reason(reason),
                        createdBy.toDomain(),
                        decidedBy.toDomain(),
                        Owner.ofRow(Authority.valueOf(authority), ownerOrganizationId, scope),
                        requestId),
                new GrantPeriod(Instant.ofEpochMilli(startsAt), Millis.toInstant(endsAt), Millis.toInstant(noticeAt)),
                end(),
                version);
    }

    private Grant.@Nullable End end() {
        return endedAt == null || endCause == null
                ? null
                : new Grant.End(
                        Instant.ofEpochMilli(endedAt), EndCause.valueOf(endCause), PersonColumns.personOf(endedBy));
    }
}

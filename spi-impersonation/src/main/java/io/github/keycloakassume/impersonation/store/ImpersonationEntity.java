package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.impersonation.model.ActorProfile;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.Impersonation.End;
import io.github.keycloakassume.impersonation.model.Impersonation.Start;
import io.github.keycloakassume.impersonation.model.Via;
import io.github.keycloakassume.impersonation.model.Way;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code ASSUME_IMPERSONATION}. Times are epoch milliseconds. An update writes only what has changed: {@code TELL_BY}
 * and {@code TAKE_BY} are changed by statements of their own, too, which an older copy of the row in memory must not undo.
 */
@Entity
@DynamicUpdate
@Table(name = "ASSUME_IMPERSONATION")
@NamedQuery(
        name = ImpersonationEntity.DELETE_BY_REALM,
        query = "delete from ImpersonationEntity i where i.realmId = :realmId")
@NamedQuery(
        name = ImpersonationEntity.DELETE_BEFORE,
        query = "delete from ImpersonationEntity i where i.realmId = :realmId and i.endsAt < :before"
                + " and (i.startedAt is null or i.endedAt < :before)")
@NamedQuery(
        name = ImpersonationEntity.PSEUDONYMISE_IMPERSONATOR,
        query = "update ImpersonationEntity i set i.impersonatorId = :newId, i.impersonatorName = :newName"
                + " where i.impersonatorId = :id and i.impersonatorRealmId = :userRealmId")
@NamedQuery(
        name = ImpersonationEntity.PSEUDONYMISE_SUBJECT,
        query = "update ImpersonationEntity i set i.subjectId = :newId, i.subjectName = :newName"
                + " where i.subjectId = :id and i.realmId = :userRealmId")
@NamedQuery(
        name = ImpersonationEntity.CLAIM,
        query = "select i from ImpersonationEntity i where i.id = :id and i.endedAt is null",
        lockMode = LockModeType.PESSIMISTIC_WRITE)
@NamedQuery(
        name = ImpersonationEntity.NEVER_ARRIVED,
        query = "select i from ImpersonationEntity i where i.takeBy <= :now and i.endedAt is null order by i.takeBy")
@NamedQuery(
        name = ImpersonationEntity.ARRIVED,
        query = "update ImpersonationEntity i set i.takeBy = null where i.id = :id and i.takeBy is not null")
@NamedQuery(
        name = ImpersonationEntity.OPEN_OF,
        query = "select i from ImpersonationEntity i where i.impersonatorId = :userId"
                + " and i.impersonatorRealmId = :userRealmId and i.requestedAt > :since"
                + " and i.endedAt is null and i.endsAt > :now and (i.way is null or i.way <> :onBehalf) order by i.id",
        lockMode = LockModeType.PESSIMISTIC_WRITE)
@NamedQuery(
        name = ImpersonationEntity.OWING,
        query = "select i from ImpersonationEntity i where i.tellBy <= :now order by i.tellBy")
@NamedQuery(
        name = ImpersonationEntity.TAKE_TELLING,
        query = "update ImpersonationEntity i set i.tellBy = :until where i.id = :id and i.tellBy <= :now")
@NamedQuery(
        name = ImpersonationEntity.TOLD,
        query = "update ImpersonationEntity i set i.tellBy = null where i.id = :id and i.tellBy is not null")
@NamedQuery(
        name = ImpersonationEntity.OF_SESSION,
        query = "select i from ImpersonationEntity i where i.userSessionId = :userSessionId and i.realmId = :realmId")
@NamedQuery(
        name = ImpersonationEntity.TICKETS,
        query = "select i.id, i.ticket from ImpersonationEntity i where i.id in :ids and i.ticket is not null")
@NamedQuery(
        name = ImpersonationEntity.OVERDUE,
        query = "select i from ImpersonationEntity i where i.endedAt is null and i.endsAt <= :now"
                + " and i.userSessionId is not null order by i.endsAt")
@NamedQuery(
        name = ImpersonationEntity.COUNT_OVERDUE,
        query = "select count(i), min(i.endsAt) from ImpersonationEntity i where i.endedAt is null"
                + " and i.endsAt <= :now and i.userSessionId is not null")
@NamedQuery(
        name = ImpersonationEntity.RUNNING,
        query = "select i from ImpersonationEntity i where i.endedAt is null and i.endsAt > :now"
                + " and i.startedAt <= :startedBy and i.id > :after order by i.id")
@NamedQuery(
        name = ImpersonationEntity.ENDED_BETWEEN,
        query = "select i from ImpersonationEntity i where i.endedAt >= :since and i.endedAt <= :until"
                + " and i.tellBy is null and i.userSessionId is not null and i.id > :after order by i.id")
@NamedQuery(
        name = ImpersonationEntity.RUNNING_UNDER,
        query = "select i from ImpersonationEntity i where i.grant = :grant and i.endedAt is null"
                + " and i.realmId = :realmId and i.id > :after order by i.id")
@NamedQuery(
        name = ImpersonationEntity.HELD_UNDER,
        query = "select i from ImpersonationEntity i where i.grant = :grant and i.endedAt is null"
                + " and i.endsAt > :now and i.startedAt is not null",
        lockMode = LockModeType.PESSIMISTIC_READ)
@NamedQuery(
        name = ImpersonationEntity.HELD_BY_CONSENT,
        query = "select i from ImpersonationEntity i where i.id in"
                + " (select c.impersonationId from ConsentEntity c where c.grantId = :grant)"
                + " and i.endedAt is null and i.endsAt > :now and i.startedAt is not null",
        lockMode = LockModeType.PESSIMISTIC_READ)
@NamedQuery(
        name = ImpersonationEntity.SHORTEN_UNDER,
        query = "update ImpersonationEntity i set i.endsAt ="
                + " case when i.requestedAt >= :until then i.requestedAt + 1 else :until end, i.version = i.version + 1"
                + " where i.grant = :grant and i.realmId = :realmId and i.endedAt is null and i.endsAt > :until")
@NamedQuery(
        name = ImpersonationEntity.END_UNDER,
        query = "update ImpersonationEntity i set i.endsAt ="
                + " case when i.requestedAt >= :now then i.requestedAt + 1 else :now end, i.endCause = :cause, i.version = i.version + 1"
                + " where i.grant = :grant and i.realmId = :realmId and i.endedAt is null and i.endsAt > :now")
@NamedQuery(
        name = ImpersonationEntity.RUNNING_AS,
        query =
                "select i from ImpersonationEntity i where i.subjectId = :userId and i.realmId = :realmId"
                        + " and i.endedAt is null and i.endsAt > :now and i.startedAt is not null and i.id > :after order by i.id")
@NamedQuery(
        name = ImpersonationEntity.STARTED_AS,
        query = "select i from ImpersonationEntity i where i.subjectId = :userId and i.realmId = :realmId"
                + " and i.startedAt is not null order by i.requestedAt desc, i.id")
@NamedQuery(
        name = ImpersonationEntity.COUNT_STARTED_AS,
        query = "select count(i) from ImpersonationEntity i where i.subjectId = :userId and i.realmId = :realmId"
                + " and i.startedAt is not null")
@NamedQuery(
        name = ImpersonationEntity.RUNNING_IN_REALM,
        query = "select i from ImpersonationEntity i where i.realmId = :realmId and i.endedAt is null"
                + " and i.endsAt > :now and i.startedAt is not null and i.id > :after order by i.id")
@NamedQuery(
        name = ImpersonationEntity.RUNNING_ELSEWHERE,
        query = "select i from ImpersonationEntity i where i.endedAt is null and i.endsAt > :now"
                + " and i.startedAt is not null and i.impersonatorRealmId = :userRealmId"
                + " and i.realmId <> :userRealmId and i.id > :after order by i.id")
@NamedQuery(
        name = ImpersonationEntity.END_NOW,
        query = "update ImpersonationEntity i set i.endsAt ="
                + " case when i.requestedAt >= :now then i.requestedAt + 1 else :now end, i.endCause = :cause, i.version = i.version + 1"
                + " where i.id = :id and i.endedAt is null and i.endsAt > :now")
@NamedQuery(
        name = ImpersonationEntity.END_ON_BEHALF_BY,
        query = "update ImpersonationEntity i set i.endsAt ="
                + " case when i.requestedAt >= :now then i.requestedAt + 1 else :now end, i.endCause = :cause, i.version = i.version + 1"
                + " where i.impersonatorId = :userId and i.requestedAt > :since and i.impersonatorRealmId = :userRealmId"
                + " and i.way = :way and (i.actorProfile = :service or i.impersonatorSessionId = :login)"
                + " and i.endedAt is null and i.endsAt > :now")
@NamedQuery(
        name = ImpersonationEntity.COUNT_PENDING,
        query = "select count(i) from ImpersonationEntity i where i.impersonatorId = :userId"
                + " and i.requestedAt > :since and i.impersonatorRealmId = :userRealmId and i.realmId = :realmId"
                + " and i.startedAt is null and i.endedAt is null and i.endsAt > :now")
@NamedQuery(
        name = ImpersonationEntity.COUNT_RUNNING,
        query = "select count(i) from ImpersonationEntity i where i.endedAt is null and i.endsAt > :now"
                + " and i.startedAt is not null")
public class ImpersonationEntity {

    static final String END_NOW = "assume.endImpersonationNow";
    static final String END_ON_BEHALF_BY = "assume.endImpersonationsOnBehalfBy";
    static final String OF_SESSION = "assume.impersonationOfSession";
    static final String COUNT_PENDING = "assume.countPendingImpersonations";
    static final String COUNT_OVERDUE = "assume.countOverdueImpersonations";
    static final String COUNT_RUNNING = "assume.countRunningImpersonations";
    static final String SHORTEN_UNDER = "assume.shortenImpersonationsUnderGrant";
    static final String END_UNDER = "assume.endImpersonationsUnderGrant";
    static final String RUNNING_AS = "assume.runningImpersonationsAsSubject";
    static final String STARTED_AS = "assume.impersonationsAsSubject";
    static final String COUNT_STARTED_AS = "assume.countImpersonationsAsSubject";
    static final String RUNNING_UNDER = "assume.impersonationsUnderGrant";
    static final String HELD_UNDER = "assume.heldImpersonationsUnderGrant";
    static final String HELD_BY_CONSENT = "assume.heldImpersonationsByConsent";
    static final String RUNNING_IN_REALM = "assume.runningImpersonationsOfRealm";
    static final String RUNNING_ELSEWHERE = "assume.runningImpersonationsElsewhere";
    static final String ENDED_BETWEEN = "assume.impersonationsEndedBetween";
    static final String CLAIM = "assume.claimImpersonation";
    static final String NEVER_ARRIVED = "assume.impersonationsNeverArrived";
    static final String ARRIVED = "assume.impersonationArrived";
    static final String OPEN_OF = "assume.openImpersonationsOf";
    static final String OWING = "assume.impersonationsOwingLogouts";
    static final String TAKE_TELLING = "assume.takeTellingOfLogout";
    static final String TOLD = "assume.toldOfLogout";
    static final String TICKETS = "assume.ticketsOfImpersonations";
    static final String OVERDUE = "assume.overdueImpersonations";
    static final String RUNNING = "assume.runningImpersonations";
    static final String DELETE_BEFORE = "assume.deleteImpersonationsBefore";
    static final String PSEUDONYMISE_IMPERSONATOR = "assume.pseudonymiseImpersonator";
    static final String PSEUDONYMISE_SUBJECT = "assume.pseudonymiseSubject";
    static final String DELETE_BY_REALM = "assume.deleteImpersonationsByRealm";

    @Id
    @Column(name = "ID", length = 36)
    private String id = "";

    @Version
    @Column(name = "VERSION")
    private int version;

    @Column(name = "REALM_ID", length = 36, updatable = false)
    private String realmId = "";

    @Column(name = "IMPERSONATOR_REALM_ID", length = 36, updatable = false)
    private String impersonatorRealmId = "";

    @Column(name = "IMPERSONATOR_ID", updatable = false)
    private String impersonatorId = "";

    @Column(name = "IMPERSONATOR_NAME", updatable = false)
    private String impersonatorName = "";

    @Column(name = "SUBJECT_ID", updatable = false)
    private String subjectId = "";

    @Column(name = "SUBJECT_NAME", updatable = false)
    private String subjectName = "";

    @Column(name = "ACCESS_MODE", length = 16, updatable = false)
    private String mode = "";

    @Column(name = "GRANT_ID", length = 36, updatable = false)
    private @Nullable String grant;

    @Column(name = "REASON", length = Reason.LONGEST, updatable = false)
    private @Nullable String reason;

    @Column(name = "TICKET", updatable = false)
    private @Nullable String ticket;

    @Column(name = "LANDING_URI", length = 2000, updatable = false)
    private String landingUri = "";

    @Column(name = "REQUESTED_AT", updatable = false)
    private long requestedAt;

    @Column(name = "ENDS_AT")
    private long endsAt;

    @Column(name = "STARTED_AT")
    private @Nullable Long startedAt;

    @Column(name = "USER_SESSION_ID", length = 36)
    private @Nullable String userSessionId;

    @Column(name = "IMPERSONATOR_SESSION_ID", length = 36)
    private @Nullable String impersonatorSessionId;

    @Column(name = "REVERT_SECRET_HASH", length = 64)
    private @Nullable String revertSecretHash;

    @Column(name = "ISSUER", length = 1000)
    private @Nullable String issuer;

    @Column(name = "ENDED_AT")
    private @Nullable Long endedAt;

    /** Also of one that shall end, before it has. */
    @Column(name = "END_CAUSE", length = 32)
    private @Nullable String endCause;

    /** Null when its browser has come, or is not waited for. */
    @Column(name = "TAKE_BY")
    private @Nullable Long takeBy;

    @Column(name = "WAY_BACK_UNTIL")
    private @Nullable Long wayBackUntil;

    /** Null when no application waits to be told of the logout. */
    @Column(name = "TELL_BY")
    private @Nullable Long tellBy;

    /** Null in rows of before it was kept: a person in their browser, or by token exchange V1. */
    @Column(name = "WAY", length = 16, updatable = false)
    private @Nullable String way;

    @Column(name = "ACTOR_PROFILE", length = 16, updatable = false)
    private @Nullable String actorProfile;

    @Column(name = "CLIENT_ID", length = 36, updatable = false)
    private @Nullable String clientId;

    /** For JPA. */
    protected ImpersonationEntity() {}

    static ImpersonationEntity from(Impersonation impersonation) {
        ImpersonationEntity entity = new ImpersonationEntity();
        entity.id = impersonation.id();
        entity.realmId = impersonation.realmId();
        entity.impersonatorRealmId = impersonation.impersonator().realmId();
        entity.impersonatorId = impersonation.impersonator().userId();
        entity.impersonatorName = impersonation.impersonator().username();
        entity.subjectId = impersonation.subject().userId();
        entity.subjectName = impersonation.subject().username();
        entity.mode = impersonation.mode().wireName();
        entity.grant = impersonation.grant();
        entity.reason = impersonation.reasonText();
        entity.ticket = impersonation.ticket();
        entity.landingUri = impersonation.landingUri();
        entity.requestedAt = impersonation.requestedAt().toEpochMilli();
        entity.way = impersonation.via().way().wireName();
        entity.actorProfile = impersonation.via().actor().wireName();
        entity.clientId = impersonation.via().clientId();
        entity.takeStateOf(impersonation);
        return entity;
    }

    /** Takes over what may change; all else stays as it was inserted. */
    final void takeStateOf(Impersonation impersonation) {
        endsAt = impersonation.endsAt().toEpochMilli();
        Start start = impersonation.start();
        startedAt = start == null ? null : start.at().toEpochMilli();
        userSessionId = start == null ? null : start.userSessionId();
        impersonatorSessionId = start == null ? null : start.impersonatorSessionId();
        revertSecretHash = start == null ? null : start.revertSecretHash();
        issuer = start == null ? null : start.issuer();
        Instant until = start == null ? null : start.wayBackUntil();
        wayBackUntil = until == null ? null : until.toEpochMilli();
        End end = impersonation.end();
        endedAt = end == null ? null : end.at().toEpochMilli();
        if (end != null) {
            endCause = end.cause().name();
            takeBy = null;
        }
    }

    boolean hasEnded() {
        return endedAt != null;
    }

    boolean isAwaited() {
        return takeBy != null;
    }

    boolean isAwaitedAt(long now) {
        return takeBy != null && now < takeBy;
    }

    void setTakeBy(long takeBy) {
        this.takeBy = takeBy;
    }

    boolean owesLogouts() {
        return tellBy != null;
    }

    void setTellBy(long tellBy) {
        this.tellBy = tellBy;
    }

    Impersonation toDomain() {
        return new Impersonation(
                id,
                realmId,
                new Person(impersonatorRealmId, impersonatorId, impersonatorName),
                new Person(realmId, subjectId, subjectName),
                Mode.ofWireName(mode).orElseThrow(),
                grant,
                reason == null ? null : new Reason(reason),
                ticket,
                landingUri,
                Instant.ofEpochMilli(requestedAt),
                Instant.ofEpochMilli(endsAt),
                start(),
                end(),
                via());
    }

    private Via via() {
        return way == null
                ? Via.BROWSER
                : new Via(
                        Way.ofWireName(way).orElseThrow(),
                        ActorProfile.ofWireName(actorProfile).orElse(ActorProfile.USER),
                        clientId);
    }

    /** Why it shall end, null when nobody has said. */
    @Nullable
    EndCause plannedCause() {
        return endCause == null ? null : EndCause.valueOf(endCause);
    }

    private @Nullable Start start() {
        return startedAt == null || userSessionId == null || impersonatorSessionId == null
                ? null
                : new Start(
                        Instant.ofEpochMilli(startedAt),
                        userSessionId,
                        impersonatorSessionId,
                        revertSecretHash,
                        issuer,
                        wayBackUntil == null ? null : Instant.ofEpochMilli(wayBackUntil));
    }

    private @Nullable End end() {
        return endedAt == null || endCause == null
                ? null
                : new End(Instant.ofEpochMilli(endedAt), EndCause.valueOf(endCause));
    }
}

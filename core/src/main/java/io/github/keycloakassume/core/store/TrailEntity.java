package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.model.TrailRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_TRAIL}: inserted, and never changed but for the names of removed users. */
@Entity
@Table(name = "ASSUME_TRAIL")
@NamedQuery(
        name = TrailEntity.DELETE_BEFORE,
        query = "delete from TrailEntity t where t.realmId = :realmId and t.occurredAt < :before")
@NamedQuery(
        name = TrailEntity.PSEUDONYMISE_ACTOR,
        query = "update TrailEntity t set t.actorId = :newId, t.actorName = :newName"
                + " where t.actorId = :id and t.actorRealmId = :userRealmId")
@NamedQuery(
        name = TrailEntity.PSEUDONYMISE_SUBJECT,
        query = "update TrailEntity t set t.subjectId = :newId, t.subjectName = :newName"
                + " where t.subjectId = :id and t.realmId = :userRealmId")
@NamedQuery(
        name = TrailEntity.TIMES_OF_ACTS,
        query = "select t.occurredAt from TrailEntity t where t.actorId = :actorId and t.occurredAt > :since"
                + " and t.actorRealmId = :actorRealmId and t.realmId = :realmId and t.action in :actions"
                + " order by t.occurredAt desc")
@NamedQuery(
        name = TrailEntity.TIMES_OF_ACTS_ON,
        query = "select t.occurredAt from TrailEntity t where t.subjectId = :subjectId and t.occurredAt > :since"
                + " and t.realmId = :realmId and t.action in :actions order by t.occurredAt desc")
@NamedQuery(name = TrailEntity.DELETE_BY_REALM, query = "delete from TrailEntity t where t.realmId = :realmId")
@NamedQuery(
        name = TrailEntity.APPLICATIONS,
        query = "select distinct t.impersonationId, t.clientId from TrailEntity t"
                + " where t.impersonationId in :ids and t.clientId is not null")
public class TrailEntity {

    static final String APPLICATIONS = "assume.applicationsOfImpersonations";

    static final String TIMES_OF_ACTS_ON = "assume.timesOfActsOn";
    static final String TIMES_OF_ACTS = "assume.timesOfActs";
    static final String DELETE_BEFORE = "assume.deleteTrailBefore";
    static final String PSEUDONYMISE_ACTOR = "assume.pseudonymiseTrailActor";
    static final String PSEUDONYMISE_SUBJECT = "assume.pseudonymiseTrailSubject";
    static final String DELETE_BY_REALM = "assume.deleteTrailByRealm";

    @Id
    @Column(name = "ID", length = 36, updatable = false)
    private String id = "";

    @Column(name = "REALM_ID", length = 36, updatable = false)
    private String realmId = "";

    @Column(name = "OCCURRED_AT", updatable = false)
    private long occurredAt;

    @Column(name = "ACTION", length = 32, updatable = false)
    private String action = "";

    @Column(name = "ACTOR_REALM_ID", length = 36, updatable = false)
    private @Nullable String actorRealmId;

    @Column(name = "ACTOR_ID", updatable = false)
    private @Nullable String actorId;

    @Column(name = "ACTOR_NAME", updatable = false)
    private @Nullable String actorName;

    @Column(name = "SUBJECT_ID", updatable = false)
    private @Nullable String subjectId;

    @Column(name = "SUBJECT_NAME", updatable = false)
    private @Nullable String subjectName;

    @Column(name = "IMPERSONATION_ID", length = 36, updatable = false)
    private @Nullable String impersonationId;

    @Column(name = "CLIENT_ID", updatable = false)
    private @Nullable String clientId;

    @Column(name = "IP_ADDRESS", updatable = false)
    private @Nullable String ipAddress;

    @Column(name = "DETAIL", length = 2000, updatable = false)
    private @Nullable String detail;

    /** Null where the entry has none of its own. */
    @Column(name = "TICKET", updatable = false)
    private @Nullable String ticket;

    /** For JPA. */
    protected TrailEntity() {}

    static TrailEntity from(TrailRecord made) {
        TrailEntry entry = made.entry();
        TrailEntity entity = new TrailEntity();
        entity.id = made.id();
        entity.realmId = entry.realmId();
        entity.occurredAt = made.occurredAt().toEpochMilli();
        entity.action = entry.action().name();
        entity.takeActor(entry.actor());
        entity.takeSubject(entry.subject());
        entity.impersonationId = entry.impersonationId();
        entity.clientId = entry.clientId();
        entity.ipAddress = made.ipAddress();
        entity.detail = entry.detail();
        entity.ticket = entry.ticket();
        return entity;
    }

    TrailRecord toDomain() {
        return new TrailRecord(
                id,
                Instant.ofEpochMilli(occurredAt),
                ipAddress,
                new TrailEntry(
                        realmId,
                        new TrailAction(action),
                        person(actorRealmId, actorId, actorName),
                        person(realmId, subjectId, subjectName),
                        impersonationId,
                        clientId,
                        detail,
                        ticket));
    }

    private static @Nullable Person person(@Nullable String realmId, @Nullable String id, @Nullable String name) {
        return realmId == null || id == null ? null : new Person(realmId, id, name == null ? "" : name);
    }

    private void takeActor(@Nullable Person actor) {
        if (actor != null) {
            actorRealmId = actor.realmId();
            actorId = actor.userId();
            actorName = actor.username();
        }
    }

    private void takeSubject(@Nullable Person subject) {
        if (subject != null) {
            subjectId = subject.userId();
            subjectName = subject.username();
        }
    }
}

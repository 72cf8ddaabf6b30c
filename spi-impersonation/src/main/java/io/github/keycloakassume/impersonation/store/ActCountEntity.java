package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.CountedAct;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_ACT_COUNT}: how often something was done. Times are epoch milliseconds. */
@Entity
@Table(name = "ASSUME_ACT_COUNT")
@NamedQuery(
        name = ActCountEntity.ONCE_MORE,
        query = "update ActCountEntity c set c.times = c.times + 1, c.lastAt = :now where c.id = :id")
@NamedQuery(
        name = ActCountEntity.OF_IMPERSONATION,
        query = "select c from ActCountEntity c where c.impersonationId = :impersonationId order by c.firstAt, c.id")
@NamedQuery(name = ActCountEntity.DELETE_BY_REALM, query = "delete from ActCountEntity c where c.realmId = :realmId")
@NamedQuery(
        name = ActCountEntity.DELETE_BEFORE,
        query = "delete from ActCountEntity c where c.realmId = :realmId and c.lastAt < :before")
public class ActCountEntity {

    static final String ONCE_MORE = "assume.countActOnceMore";
    static final String OF_IMPERSONATION = "assume.actCountsOfImpersonation";
    static final String DELETE_BY_REALM = "assume.deleteActCountsByRealm";
    static final String DELETE_BEFORE = "assume.deleteActCountsBefore";

    @Id
    @Column(name = "ID", length = 64, updatable = false)
    private String id = "";

    @Column(name = "REALM_ID", length = 36, updatable = false)
    private String realmId = "";

    @Column(name = "IMPERSONATION_ID", length = 36, updatable = false)
    private String impersonationId = "";

    @Column(name = "KIND", length = 128, updatable = false)
    private String kind = "";

    @Column(name = "CLIENT_ID", updatable = false)
    private @Nullable String clientId;

    @Column(name = "IP_ADDRESS", updatable = false)
    private @Nullable String ipAddress;

    @Column(name = "TIMES")
    private long times;

    @Column(name = "FIRST_AT", updatable = false)
    private long firstAt;

    @Column(name = "LAST_AT")
    private long lastAt;

    /** For JPA. */
    protected ActCountEntity() {}

    static ActCountEntity first(String realmId, CountedAct act, Instant now) {
        ActCountEntity entity = new ActCountEntity();
        entity.id = act.key();
        entity.realmId = realmId;
        entity.impersonationId = act.impersonationId();
        entity.kind = act.kind();
        entity.clientId = act.clientId();
        entity.ipAddress = act.ipAddress();
        entity.times = 1;
        entity.firstAt = now.toEpochMilli();
        entity.lastAt = now.toEpochMilli();
        return entity;
    }

    ActCountStore.Count toDomain() {
        return new ActCountStore.Count(
                new CountedAct(impersonationId, kind, clientId, ipAddress),
                times,
                Instant.ofEpochMilli(firstAt),
                Instant.ofEpochMilli(lastAt));
    }
}

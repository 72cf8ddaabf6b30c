package io.github.keycloakassume.impersonation.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code ASSUME_EXCHANGE}: the one place that the impersonations by exchanged tokens of one actor, client and subject
 * share, so that there is one at a time on all nodes. Who begins one holds the row.
 */
@Entity
@DynamicUpdate
@Table(name = "ASSUME_EXCHANGE")
@NamedQuery(
        name = ExchangePlaceEntity.KNOWN,
        query = "select i from ExchangePlaceEntity e join ImpersonationEntity i on i.id = e.impersonationId"
                + " where e.place = :place")
@NamedQuery(
        name = ExchangePlaceEntity.DELETE_BY_REALM,
        query = "delete from ExchangePlaceEntity e where e.realmId = :realmId")
@NamedQuery(
        name = ExchangePlaceEntity.DELETE_ORPHANS,
        query = "delete from ExchangePlaceEntity e where e.realmId = :realmId"
                + " and not exists (select 1 from ImpersonationEntity i where i.id = e.impersonationId)")
public class ExchangePlaceEntity {

    static final String KNOWN = "assume.exchangePlace";
    static final String DELETE_BY_REALM = "assume.deleteExchangePlacesByRealm";
    static final String DELETE_ORPHANS = "assume.deleteExchangePlacesOfForgotten";

    @Id
    @Column(name = "PLACE", length = 64, updatable = false)
    private String place = "";

    @Column(name = "REALM_ID", length = 36, updatable = false)
    private String realmId = "";

    /** Null as long as none has begun there. */
    @Column(name = "IMPERSONATION_ID", length = 36)
    private @Nullable String impersonationId;

    /** For JPA. */
    protected ExchangePlaceEntity() {}

    static ExchangePlaceEntity of(String realmId, String place) {
        ExchangePlaceEntity entity = new ExchangePlaceEntity();
        entity.place = place;
        entity.realmId = realmId;
        return entity;
    }

    @Nullable
    String impersonationId() {
        return impersonationId;
    }

    void take(String id) {
        impersonationId = id;
    }
}

package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.Tenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_TENANT}: an organization about which something was decided. */
@Entity
@Table(name = "ASSUME_TENANT")
@IdClass(TenantEntity.Key.class)
@NamedQuery(
        name = TenantEntity.MARKED,
        query = "select t.organizationId, t.controlled, t.trial from TenantEntity t where t.realmId = :realmId"
                + " and t.organizationId in :organizationIds and (t.controlled = 1 or t.trial = 1)")
@NamedQuery(
        name = TenantEntity.COUNT_CONTROLLED,
        query = "select count(t) from TenantEntity t where t.realmId = :realmId and t.controlled = 1")
@NamedQuery(
        name = TenantEntity.DELETE,
        query = "delete from TenantEntity t where t.realmId = :realmId and t.organizationId = :organizationId")
@NamedQuery(name = TenantEntity.DELETE_BY_REALM, query = "delete from TenantEntity t where t.realmId = :realmId")
public class TenantEntity {

    static final String MARKED = "assume.markedTenants";
    static final String COUNT_CONTROLLED = "assume.countControlledTenants";
    static final String DELETE = "assume.deleteTenant";
    static final String DELETE_BY_REALM = "assume.deleteTenantsByRealm";

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Id
    @Column(name = "ORGANIZATION_ID", length = 36)
    private String organizationId = "";

    @Version
    @Column(name = "VERSION")
    private int version = 1;

    /** 1 or 0: Oracle knows no BOOLEAN. */
    @Column(name = "TRIAL")
    private int trial;

    /** 1 or 0. */
    @Column(name = "CONTROLLED")
    private int controlled;

    /** For JPA. */
    protected TenantEntity() {}

    /** Which row it is. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private String organizationId = "";

        /** For JPA. */
        public Key() {}

        Key(String realmId, String organizationId) {
            this.realmId = realmId;
            this.organizationId = organizationId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && organizationId.equals(key.organizationId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, organizationId);
        }
    }

    static TenantEntity from(Tenant tenant) {
        TenantEntity entity = new TenantEntity();
        entity.realmId = tenant.realmId();
        entity.organizationId = tenant.organizationId();
        entity.take(tenant);
        return entity;
    }

    final void take(Tenant tenant) {
        trial = tenant.trial() ? 1 : 0;
        controlled = tenant.controlled() ? 1 : 0;
    }

    int version() {
        return version;
    }

    Tenant toDomain() {
        return new Tenant(realmId, organizationId, trial == 1, controlled == 1, version);
    }
}

package io.github.keycloakassume.assumption.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_VENDOR}: a user who is vendor because of an identity provider, whatever became of the link. */
@Entity
@Table(name = "ASSUME_VENDOR")
@IdClass(VendorEntity.Key.class)
@NamedQuery(
        name = VendorEntity.COUNT,
        query = "select count(v) from VendorEntity v where v.realmId = :realmId and v.userId in :userIds")
@NamedQuery(
        name = VendorEntity.DELETE_BY_PROVIDER,
        query = "delete from VendorEntity v where v.realmId = :realmId and v.provider = :provider")
@NamedQuery(
        name = VendorEntity.OF_USER,
        query = "select v from VendorEntity v where v.realmId = :realmId and v.userId = :userId")
@NamedQuery(name = VendorEntity.DELETE_BY_REALM, query = "delete from VendorEntity v where v.realmId = :realmId")
public class VendorEntity {

    static final String COUNT = "assume.countVendorRows";
    static final String DELETE_BY_PROVIDER = "assume.deleteVendorsByProvider";
    static final String OF_USER = "assume.vendorsOfUser";
    static final String DELETE_BY_REALM = "assume.deleteVendorsByRealm";

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Id
    @Column(name = "USER_ID")
    private String userId = "";

    /** Its alias. */
    @Id
    @Column(name = "PROVIDER")
    private String provider = "";

    /** Epoch milliseconds; for the operator who looks into the table. */
    @Column(name = "SINCE")
    private long since;

    /** For JPA. */
    protected VendorEntity() {}

    /** Which row it is. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private String userId = "";
        private String provider = "";

        /** For JPA. */
        public Key() {}

        Key(String realmId, String userId, String provider) {
            this.realmId = realmId;
            this.userId = userId;
            this.provider = provider;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && realmId.equals(key.realmId)
                    && userId.equals(key.userId)
                    && provider.equals(key.provider);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, userId, provider);
        }
    }

    String provider() {
        return provider;
    }

    long since() {
        return since;
    }

    static VendorEntity of(Key key, long since) {
        VendorEntity entity = new VendorEntity();
        entity.realmId = key.realmId;
        entity.userId = key.userId;
        entity.provider = key.provider;
        entity.since = since;
        return entity;
    }
}

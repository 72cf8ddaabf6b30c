package io.github.keycloakassume.impersonation.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_CONSENT}: an impersonation that runs takes a place under that grant, besides the one it rests on. */
@Entity
@Table(name = "ASSUME_CONSENT")
@IdClass(ConsentEntity.Key.class)
@NamedQuery(name = ConsentEntity.DELETE_BY_REALM, query = "delete from ConsentEntity c where c.realmId = :realmId")
@NamedQuery(
        name = ConsentEntity.DELETE_ORPHANS,
        query = "delete from ConsentEntity c where c.realmId = :realmId and not exists"
                + " (select 1 from ImpersonationEntity i where i.id = c.impersonationId)")
public class ConsentEntity {

    static final String DELETE_BY_REALM = "assume.deleteConsentsByRealm";
    static final String DELETE_ORPHANS = "assume.deleteConsentsOfForgotten";

    @Id
    @Column(name = "IMPERSONATION_ID", length = 36)
    private String impersonationId = "";

    @Id
    @Column(name = "GRANT_ID", length = 36)
    private String grantId = "";

    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    /** For JPA. */
    protected ConsentEntity() {}

    /** Which row it is. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String impersonationId = "";
        private String grantId = "";

        /** For JPA. */
        public Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && impersonationId.equals(key.impersonationId)
                    && grantId.equals(key.grantId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(impersonationId, grantId);
        }
    }

    static ConsentEntity of(String realmId, String impersonationId, String grantId) {
        ConsentEntity entity = new ConsentEntity();
        entity.realmId = realmId;
        entity.impersonationId = impersonationId;
        entity.grantId = grantId;
        return entity;
    }
}

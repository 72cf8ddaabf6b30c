package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.MappedRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_MAPPED_ROLE}. */
@Entity
@Table(name = "ASSUME_MAPPED_ROLE")
@IdClass(MappedRoleEntity.Key.class)
@NamedQuery(name = MappedRoleEntity.OF_USER, query = "select m from MappedRoleEntity m where m.userId = :userId")
@NamedQuery(
        name = MappedRoleEntity.SOURCES,
        query = "select distinct m.realmId, m.heldId, m.provider from MappedRoleEntity m")
@NamedQuery(
        name = MappedRoleEntity.OF_SOURCE,
        query = "select m from MappedRoleEntity m where m.realmId = :realmId and m.heldId = :heldId"
                + " and m.provider = :provider and m.userId > :after order by m.userId")
@NamedQuery(
        name = MappedRoleEntity.DELETE,
        query = "delete from MappedRoleEntity m where m.userId = :userId and m.heldId = :heldId")
@NamedQuery(name = MappedRoleEntity.DELETE_BY_USER, query = "delete from MappedRoleEntity m where m.userId = :userId")
@NamedQuery(
        name = MappedRoleEntity.DELETE_BY_REALM,
        query = "delete from MappedRoleEntity m where m.realmId = :realmId")
public class MappedRoleEntity {

    static final String OF_USER = "assume.mappedRolesOfUser";
    static final String SOURCES = "assume.sourcesOfMappedRoles";
    static final String OF_SOURCE = "assume.mappedRolesOfSource";
    static final String DELETE = "assume.deleteMappedRole";
    static final String DELETE_BY_USER = "assume.deleteMappedRolesByUser";
    static final String DELETE_BY_REALM = "assume.deleteMappedRolesByRealm";

    @Id
    @Column(name = "USER_ID")
    private String userId = "";

    @Id
    @Column(name = "HELD_ID", length = 36)
    private String heldId = "";

    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    /** Its alias. */
    @Column(name = "PROVIDER")
    private String provider = "";

    /** For JPA. */
    protected MappedRoleEntity() {}

    /** Which row it is. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String userId = "";
        private String heldId = "";

        /** For JPA. */
        public Key() {}

        Key(String userId, String heldId) {
            this.userId = userId;
            this.heldId = heldId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && userId.equals(key.userId) && heldId.equals(key.heldId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, heldId);
        }
    }

    static MappedRoleEntity from(MappedRole mapped) {
        MappedRoleEntity entity = new MappedRoleEntity();
        entity.userId = mapped.userId();
        entity.heldId = mapped.heldId();
        entity.realmId = mapped.realmId();
        entity.provider = mapped.provider();
        return entity;
    }

    MappedRole toDomain() {
        return new MappedRole(realmId, userId, heldId, provider);
    }
}

package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.OurRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** A row of {@code ASSUME_ROLE}. */
@Entity
@Table(name = "ASSUME_ROLE")
@NamedQuery(
        name = KnownRoleEntity.IN_CONTAINER,
        query = "select r from KnownRoleEntity r where r.containerId = :containerId")
@NamedQuery(name = KnownRoleEntity.AT_HOME_IN, query = "select r from KnownRoleEntity r where r.homeRealmId = :realmId")
@NamedQuery(name = KnownRoleEntity.HOMES, query = "select distinct r.homeRealmId from KnownRoleEntity r")
@NamedQuery(name = KnownRoleEntity.BY_IDS, query = "select r from KnownRoleEntity r where r.roleId in :ids")
@NamedQuery(
        name = KnownRoleEntity.DELETE_BY_REALM,
        query = "delete from KnownRoleEntity r where r.realmId = :realmId or r.homeRealmId = :realmId")
public class KnownRoleEntity {

    static final String IN_CONTAINER = "assume.knownRolesInContainer";
    static final String HOMES = "assume.homesOfKnownRoles";
    static final String AT_HOME_IN = "assume.knownRolesAtHomeIn";
    static final String BY_IDS = "assume.knownRolesByIds";
    static final String DELETE_BY_REALM = "assume.deleteKnownRolesByRealm";

    @Id
    @Column(name = "ROLE_ID", length = 36)
    private String roleId = "";

    @Column(name = "ROLE_NAME", length = 64)
    private String roleName = "";

    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Column(name = "HOME_REALM_ID", length = 36)
    private String homeRealmId = "";

    @Column(name = "CONTAINER_ID", length = 36)
    private String containerId = "";

    /** For JPA. */
    protected KnownRoleEntity() {}

    static KnownRoleEntity from(KnownRole known) {
        KnownRoleEntity entity = new KnownRoleEntity();
        entity.roleId = known.roleId();
        entity.roleName = known.role().roleName();
        entity.realmId = known.realmId();
        entity.homeRealmId = known.homeRealmId();
        entity.containerId = known.containerId();
        return entity;
    }

    KnownRole toDomain() {
        return new KnownRole(roleId, new OurRole(roleName), realmId, homeRealmId, containerId);
    }
}

package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.keycloak.models.jpa.entities.CompositeRoleEntity;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.GroupRoleMappingEntity;
import org.keycloak.models.jpa.entities.RoleEntity;
import org.keycloak.storage.jpa.entity.FederatedUserGroupMembershipEntity;
import org.keycloak.storage.jpa.entity.FederatedUserRoleMappingEntity;

/** Which of Keycloak's entities pass roles on. Users of its own are not among them: it tells of every change to them. */
public final class RoleEdge {

    private RoleEdge() {}

    /**
     * Id of the realm where somebody gets or loses roles when that entity is created or removed; empty where none does.
     *
     * @param removed whether it goes
     */
    public static Optional<String> realm(Object entity, boolean removed) {
        if (entity instanceof CompositeRoleEntity composite) {
            return Optional.of(composite.getParentRole().getRealmId());
        } else if (entity instanceof GroupRoleMappingEntity mapping) {
            return Optional.of(mapping.getGroup().getRealm());
        } else if (entity instanceof GroupEntity group) {
            return removed || isBelowAnother(group) ? Optional.of(group.getRealm()) : Optional.empty();
        } else if (entity instanceof RoleEntity role) {
            return removed ? Optional.of(role.getRealmId()) : Optional.empty();
        } else if (entity instanceof FederatedUserRoleMappingEntity mapping) {
            return Optional.of(mapping.getRealmId());
        } else if (entity instanceof FederatedUserGroupMembershipEntity membership) {
            return Optional.of(membership.getRealmId());
        }
        return Optional.empty();
    }

    /** Id of the realm of a role or group that is loaded. */
    public static Optional<String> realmOfHolder(Object entity) {
        if (entity instanceof RoleEntity role) {
            return Optional.of(role.getRealmId());
        } else if (entity instanceof GroupEntity group) {
            return Optional.of(group.getRealm());
        }
        return Optional.empty();
    }

    /** Id of the role that the entity is, if it is one. */
    public static Optional<String> role(Object entity) {
        return entity instanceof RoleEntity role ? Optional.of(role.getId()) : Optional.empty();
    }

    private static boolean isBelowAnother(GroupEntity group) {
        return group.getParentId() != null && !GroupEntity.TOP_PARENT_ID.equals(group.getParentId());
    }
}

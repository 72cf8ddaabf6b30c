package io.github.keycloakassume.core.model;

/**
 * Something of a realm that holds one of our roles.
 *
 * @param kind what it is
 * @param holder its id
 * @param role which of our roles
 * @param roleId that role's id
 */
public record RoleHolding(Kind kind, String holder, OurRole role, String roleId) {

    /** What can hold a role. */
    public enum Kind {
        /** A role that contains it, at any depth. */
        ROLE,
        /** Such a role, which every user has. */
        DEFAULT_ROLE,
        /** A group that has it, from such a role or from the group above too. */
        GROUP,
        /** Such a group, which every new user joins. */
        DEFAULT_GROUP,
        /** A user whom an outside directory keeps: Keycloak tells of no change to him. */
        FEDERATED_USER,
        /** A user of Keycloak's own, looked at only where one statement changes many: Keycloak tells of no user then. */
        USER
    }
}

package io.github.keycloakassume.core.keycloak;

import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** Tells roles of administration apart, without asking the database. */
public final class RoleKind {

    private RoleKind() {}

    /** Whether it may be one of our own: a role of an administration client that has none of stock's names. */
    public static boolean mayBeOurs(RoleModel role) {
        return isOfAdministrationClient(role) && !AdminRoles.ALL_ROLES.contains(role.getName());
    }

    /** Whether it means all of a realm: {@code realm-admin}, or master's {@code admin}. */
    public static boolean isEverything(RoleModel role) {
        return role.isClientRole()
                ? isOfAdministrationClient(role) && role.getName().equals(AdminRoles.REALM_ADMIN)
                : AdminRoles.isAdminRole(role) && role.getName().equals(AdminRoles.ADMIN);
    }

    private static boolean isOfAdministrationClient(RoleModel role) {
        return role.isClientRole()
                && role.getContainer() instanceof ClientModel client
                && AdminRoles.isAdminClient(client.getRealm(), client.getClientId());
    }
}

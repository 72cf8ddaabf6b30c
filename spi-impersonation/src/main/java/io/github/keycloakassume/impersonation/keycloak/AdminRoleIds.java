package io.github.keycloakassume.impersonation.keycloak;

import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * The administration roles a user really holds: through composites, groups and default roles, by id, whatever they are
 * called. {@link AdminRoles#isAdminRole} knows stock's names only (CVE-2026-9796 came from comparing names), so every
 * role of an administration client counts, and every realm role of the administration realm but its default role.
 */
public final class AdminRoleIds {

    private AdminRoleIds() {}

    public static Set<String> heldBy(UserModel user) {
        return RoleUtils.getDeepUserRoleMappings(user).stream()
                .filter(AdminRoleIds::isAdministrative)
                .map(RoleModel::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isAdministrative(RoleModel role) {
        if (role.getContainer() instanceof ClientModel client) {
            return AdminRoles.isAdminClient(client.getRealm(), client.getClientId());
        }
        return role.getContainer() instanceof RealmModel realm
                && AdminRoles.isAdminRealm(realm.getName())
                && AdminRoles.REALM_LEVEL_ROLES.contains(role.getName());
    }
}

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
 * The administration roles a user really holds, by id: through composites, groups and default roles. Every role of an
 * administration client counts, whatever it is called, for {@link AdminRoles#isAdminRole} knows stock's names only
 * (comparing names was CVE-2026-9796); of the administration realm the two that stock gives a meaning.
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

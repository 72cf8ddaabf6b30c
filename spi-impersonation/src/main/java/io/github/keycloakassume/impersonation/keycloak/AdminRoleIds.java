package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Set;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * The administration roles a user really holds, by id: through composites, groups and default roles. Every role of an
 * administration client counts, whatever it is called, for {@link AdminRoles#isAdminRole} knows stock's names only
 * (comparing names was CVE-2026-9796); of the administration realm the two that stock gives a meaning.
 */
public final class AdminRoleIds {

    private AdminRoleIds() {}

    /**
     * Whether the impersonator holds, and may use here, every administration role that the subject holds, wherever the
     * subject has it from. For an administrator of another
     * realm (master) each role has its counterpart on the administration client that stands for the subject's realm there.
     */
    public static boolean covers(
            KeycloakSession session, Impersonator impersonator, UserModel subject, RealmModel realm) {
        Set<String> own = UserRoles.rightIds(impersonator);
        boolean sameRealm = impersonator.realm().getId().equals(realm.getId());
        return UserRoles.limits(session, realm, subject, Set.of()).stream()
                .filter(AdminRoleIds::isAdministrative)
                .allMatch(role -> sameRealm ? own.contains(role.getId()) : coversAcrossRealms(own, role, realm));
    }

    /** The composite {@code realm-admin} has no counterpart: what it is made of has, and is looked at too. */
    private static boolean coversAcrossRealms(Set<String> own, RoleModel role, RealmModel realm) {
        RoleModel counterpart = realm.getMasterAdminClient() == null
                ? null
                : realm.getMasterAdminClient().getRole(role.getName());
        return counterpart == null
                ? role.getName().equals(AdminRoles.REALM_ADMIN) && role.isComposite()
                : own.contains(counterpart.getId());
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

package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.TokenLogin;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Optional;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * An administrator of the administration realm who wants to impersonate users of another one. He needs the role of that
 * realm's administration client: fine-grained permissions are never asked across realms, and Keycloak's evaluator knows
 * such users by token only ({@code UserModelIdentity} looks for the client in the target realm).
 */
record MasterImpersonator(RealmModel realm, RealmModel target, UserModel user, UserSessionModel login)
        implements Impersonator {

    @Override
    public boolean isFromAdministrationRealm() {
        return AdminRoles.isAdminRealm(realm.getName());
    }

    @Override
    public Optional<String> identityProvider() {
        return TokenLogin.identityProvider(login);
    }

    @Override
    public boolean isInScope(RoleModel role) {
        return true;
    }

    @Override
    public boolean holdsImpersonationRole() {
        RoleModel role = target.getMasterAdminClient() == null
                ? null
                : target.getMasterAdminClient().getRole(AdminRoles.IMPERSONATION);
        return role != null
                && role.getContainer() instanceof ClientModel client
                && client.getRealm().getId().equals(realm.getId())
                && UserRoles.rights(user).contains(role);
    }

    @Override
    public boolean mayImpersonate(UserModel subject) {
        return holdsImpersonationRole();
    }
}

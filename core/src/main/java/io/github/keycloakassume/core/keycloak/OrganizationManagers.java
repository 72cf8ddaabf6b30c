package io.github.keycloakassume.core.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;
import org.keycloak.services.resources.admin.fgap.OrganizationPermissionEvaluator;

/**
 * Users whom Keycloak lets manage organizations of a realm ({@code OrganizationPermissions}). Who manages all of them can make
 * themselves a member of each, by an invitation ({@code OrganizationInvitationResource}).
 */
public final class OrganizationManagers {

    /** What {@code OrganizationPermissions.canManage} asks for. */
    private static final Set<String> ROLES = Set.of(AdminRoles.MANAGE_ORGANIZATIONS, AdminRoles.MANAGE_REALM);

    private final KeycloakSession session;
    private final RealmModel realm;

    /** Those of that realm, for organizations of the same. */
    public OrganizationManagers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Whether a user manages all organizations: by a role, wherever they have it from, or by a fine-grained permission. */
    public boolean manageAll(UserModel user) {
        return permissions(user).canManage() || holdsRole(user);
    }

    /** Whether fine-grained permissions let a user manage that very organization, and not all of them. */
    public boolean manageOnly(UserModel user, OrganizationModel organization) {
        return realm.isAdminPermissionsEnabled()
                && !manageAll(user)
                && permissions(user).canManage(organization);
    }

    private boolean holdsRole(UserModel user) {
        Administration administration = new Administration(session, realm);
        @Nullable
        ClientModel client = administration.isMaster() ? administration.masterClient() : administration.ownClient();
        return client != null
                && UserRoles.limits(session, realm, user, Set.of()).stream()
                        .anyMatch(role -> ROLES.contains(role.getName())
                                && role.getContainer().getId().equals(client.getId()));
    }

    private OrganizationPermissionEvaluator permissions(UserModel user) {
        return AdminPermissions.evaluator(session, realm, realm, user).orgs();
    }
}

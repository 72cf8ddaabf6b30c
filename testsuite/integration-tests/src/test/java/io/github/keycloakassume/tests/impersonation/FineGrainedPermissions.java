package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;
import org.keycloak.admin.client.resource.AuthorizationResource;
import org.keycloak.representations.idm.authorization.Logic;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;
import org.keycloak.representations.idm.authorization.UserPolicyRepresentation;

/** Keycloak's fine-grained admin permissions (version 2) of a realm: who may impersonate whom without the role. */
public final class FineGrainedPermissions implements AutoCloseable {

    private final AuthorizationResource authorization;

    private FineGrainedPermissions(AuthorizationResource authorization) {
        this.authorization = authorization;
    }

    /** Switches them on; closing takes all of them away again. */
    public static FineGrainedPermissions in(RealmFixture realm) {
        realm.update(representation -> representation.setAdminPermissionsEnabled(true));
        String client =
                realm.admin().toRepresentation().getAdminPermissionsClient().getId();
        return new FineGrainedPermissions(realm.admin().clients().get(client).authorization());
    }

    /** A policy that says yes to this user alone. */
    public String only(TestUser user) {
        return policy(user, Logic.POSITIVE);
    }

    /** A policy that says no to this user alone. */
    public String allBut(TestUser user) {
        return policy(user, Logic.NEGATIVE);
    }

    public String impersonateAllUsers(String policy) {
        return permission("Users", Set.of(), "impersonate", policy);
    }

    public String impersonate(TestUser subject, String... policies) {
        return permission("Users", Set.of(subject.id()), "impersonate", policies);
    }

    public String impersonateMembers(String groupId, String policy) {
        return permission("Groups", Set.of(groupId), "impersonate-members", policy);
    }

    /** Lets whom the policy says yes to manage that organization, and no other. */
    public String manageOrganization(String organizationId, String policy) {
        return permission("Organizations", Set.of(organizationId), "manage", policy);
    }

    /** Lets whom the policy says yes to manage every organization of the realm. */
    public String manageAllOrganizations(String policy) {
        return permission("Organizations", Set.of(), "manage", policy);
    }

    public void remove(String permission) {
        authorization.permissions().scope().findById(permission).remove();
    }

    @Override
    public void close() {
        authorization
                .permissions()
                .scope()
                .findAll(null, null, null, 0, 100)
                .forEach(permission -> remove(permission.getId()));
    }

    private String policy(TestUser user, Logic logic) {
        UserPolicyRepresentation policy = new UserPolicyRepresentation();
        policy.setName(UUID.randomUUID().toString());
        policy.setLogic(logic);
        policy.addUser(user.id());
        try (Response response = authorization.policies().user().create(policy)) {
            return response.readEntity(UserPolicyRepresentation.class).getId();
        }
    }

    private String permission(String type, Set<String> resources, String scope, String... policies) {
        ScopePermissionRepresentation permission = new ScopePermissionRepresentation();
        permission.setName(UUID.randomUUID().toString());
        permission.setResourceType(type);
        permission.setResources(resources);
        permission.setScopes(Set.of(scope));
        permission.setPolicies(Set.of(policies));
        try (Response response = authorization.permissions().scope().create(permission)) {
            return response.readEntity(ScopePermissionRepresentation.class).getId();
        }
    }
}

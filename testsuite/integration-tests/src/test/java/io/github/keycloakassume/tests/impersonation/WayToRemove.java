package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Map;

/**
 * Every way by which Keycloak removes a user on request, told by the events that it publishes: {@code UserManager.removeUser}
 * publishes {@code UserPreRemovedEvent} and {@code UserRemovedEvent}, {@code UserProvider.removeUser} the first alone.
 */
enum WayToRemove {
    /** {@code UserResource.deleteUser}. */
    ADMIN_API {
        @Override
        AdminApi.Answer remove(RealmFixture realm, TestUser user, AdminApi api) {
            return api.delete(adminOf(realm) + "/users/" + user.id());
        }
    },
    /** {@code UsersPartialImport.remove}: another user of that name follows. */
    PARTIAL_IMPORT {
        @Override
        AdminApi.Answer remove(RealmFixture realm, TestUser user, AdminApi api) {
            return api.post(
                    adminOf(realm) + "/partialImport",
                    Map.of(
                            "ifResourceExists",
                            "OVERWRITE",
                            "users",
                            List.of(Map.of("username", user.username(), "enabled", true))));
        }
    },
    /** {@code UserResourceTypeProvider.onDelete}. */
    SCIM {
        @Override
        AdminApi.Answer remove(RealmFixture realm, TestUser user, AdminApi api) {
            return api.delete("scim/v2/Users/" + user.id());
        }
    },
    /** {@code JpaOrganizationProvider.removeMember}: a member whom the organization manages is removed from the realm. */
    MANAGED_MEMBER_OF_AN_ORGANIZATION {
        @Override
        AdminApi.Answer remove(RealmFixture realm, TestUser user, AdminApi api) {
            realm.manage(user);
            String organization =
                    realm.admin().organizations().list(0, 1).get(0).getId();
            return api.delete(adminOf(realm) + "/organizations/" + organization + "/members/" + user.id());
        }
    };

    /** Removes a user by an administrator's token, which is good below the realm's own address. */
    abstract AdminApi.Answer remove(RealmFixture realm, TestUser user, AdminApi api);

    private static String adminOf(RealmFixture realm) {
        return "/admin/realms/" + realm.name();
    }
}

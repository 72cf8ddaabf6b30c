package io.github.keycloakassume.testsuite;

import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/** Gives and takes roles as another extension would: by Keycloak's models, asking nobody. */
final class Gifts {

    private final KeycloakSession session;
    private final RealmModel realm;

    Gifts(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Does it.
     *
     * @param what one of the cases below
     * @param given id of what is given, taken or moved: a role, or a group
     * @param holder id of what gets or loses it; not looked at where the realm itself does
     */
    void give(String what, String given, String holder) {
        switch (what) {
            case "role-to-user" -> user(holder).grantRole(role(given));
            case "role-to-all-users" -> session.users().grantToAllUsers(realm, role(given));
            case "role-from-all-users" ->
                session.getProvider(UserProvider.class, "jpa").preRemove(realm, role(given));
            case "all-users-out-of-group" ->
                session.getProvider(UserProvider.class, "jpa").preRemove(realm, group(given));
            case "role-from-user" -> user(holder).deleteRoleMapping(role(given));
            case "user-into-group" -> user(holder).joinGroup(group(given));
            case "user-out-of-group" -> user(holder).leaveGroup(group(given));
            case "role-to-group" -> group(holder).grantRole(role(given));
            case "role-from-group" -> group(holder).deleteRoleMapping(role(given));
            case "role-into-role" -> role(holder).addCompositeRole(role(given));
            case "role-out-of-role" -> role(holder).removeCompositeRole(role(given));
            case "role-into-default-role" -> realm.getDefaultRole().addCompositeRole(role(given));
            case "another-default-role" -> realm.setDefaultRole(role(holder));
            case "default-group" -> realm.addDefaultGroup(group(holder));
            case "group-below" -> realm.moveGroup(group(holder), group(given));
            case "group-to-the-top" -> realm.moveGroup(group(holder), null);
            case "no-group" -> realm.removeGroup(group(holder));
            case "no-role" -> session.roles().removeRole(role(holder));
            case "another-role-name" -> role(holder).setName("renamed");
            case "another-client-id" -> realm.getClientById(holder).setClientId("renamed");
            case "no-client" -> realm.removeClient(holder);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private RoleModel role(String id) {
        return realm.getRoleById(id);
    }

    private GroupModel group(String id) {
        return realm.getGroupById(id);
    }

    private UserModel user(String id) {
        return session.users().getUserById(realm, id);
    }
}

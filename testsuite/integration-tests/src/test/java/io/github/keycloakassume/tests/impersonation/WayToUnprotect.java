package io.github.keycloakassume.tests.impersonation;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.RolesRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Every way of the Admin API to take a role that protects from somebody who stays. */
public enum WayToUnprotect {
    FROM_THE_USER((scene, name) -> {
        RoleRepresentation role = scene.role(name);
        scene.admin()
                .users()
                .get(scene.carol().id())
                .roles()
                .clientLevel(scene.realmManagementId())
                .add(List.of(role));
        return api -> api.users()
                .get(scene.carol().id())
                .roles()
                .clientLevel(scene.realmManagementId())
                .remove(List.of(role));
    }),
    BY_LEAVING_A_GROUP((scene, name) -> {
        String group = WayToUnprotect.carolsGroup(scene, name);
        return api -> api.users().get(scene.carol().id()).leaveGroup(group);
    }),
    FROM_THE_USERS_GROUP((scene, name) -> {
        String group = WayToUnprotect.carolsGroup(scene, name);
        RoleRepresentation role = scene.role(name);
        return api -> api.groups()
                .group(group)
                .roles()
                .clientLevel(scene.realmManagementId())
                .remove(List.of(role));
    }),
    BY_DELETING_THE_USERS_GROUP((scene, name) -> {
        String group = WayToUnprotect.carolsGroup(scene, name);
        return api -> api.groups().group(group).remove();
    }),
    BY_MOVING_THE_USERS_GROUP_OUT((scene, name) -> {
        String group = scene.groupWith(name);
        GroupRepresentation below = new GroupRepresentation();
        below.setName("below-" + scene.number());
        scene.groupResource(group).subGroup(below).close();
        GroupRepresentation created =
                scene.groupResource(group).getSubGroups(0, 1, true).get(0);
        scene.admin().users().get(scene.carol().id()).joinGroup(created.getId());
        return api -> RoleScene.checked(api.groups().add(created));
    }),
    BY_MOVING_THE_USERS_GROUP_BELOW_ANOTHER((scene, name) -> {
        String group = scene.groupWith(name);
        GroupRepresentation below = new GroupRepresentation();
        below.setName("below-" + scene.number());
        scene.groupResource(group).subGroup(below).close();
        GroupRepresentation created =
                scene.groupResource(group).getSubGroups(0, 1, true).get(0);
        scene.admin().users().get(scene.carol().id()).joinGroup(created.getId());
        String another = scene.group("another");
        return api -> RoleScene.checked(api.groups().group(another).subGroup(created));
    }),
    BY_DELETING_THE_GROUP_ABOVE((scene, name) -> {
        String group = scene.groupWith(name);
        GroupRepresentation below = new GroupRepresentation();
        below.setName("below-" + scene.number());
        scene.groupResource(group).subGroup(below).close();
        scene.admin()
                .users()
                .get(scene.carol().id())
                .joinGroup(scene.groupResource(group)
                        .getSubGroups(0, 1, true)
                        .get(0)
                        .getId());
        return api -> api.groups().group(group).remove();
    }),
    FROM_THE_USERS_COMPOSITE((scene, name) -> {
        String team = scene.carolsRealmRole();
        RoleRepresentation role = scene.role(name);
        scene.admin().roles().get(team).addComposites(List.of(role));
        return api -> api.roles().get(team).deleteComposites(List.of(role));
    }),
    BY_DELETING_THE_USERS_COMPOSITE((scene, name) -> {
        String team = scene.carolsRealmRole();
        scene.admin().roles().get(team).addComposites(List.of(scene.role(name)));
        return api -> api.roles().deleteRole(team);
    }),
    BY_DELETING_THE_CLIENT_OF_THE_USERS_COMPOSITE((scene, name) -> {
        String role = scene.carolsClientRole();
        scene.admin().clients().get(scene.applicationId()).roles().get(role).addComposites(List.of(scene.role(name)));
        return api -> api.clients().get(scene.applicationId()).remove();
    }),
    BY_IMPORTING_ANOTHER_ROLE((scene, name) -> {
        WayToUnprotect.carolsGroup(scene, name);
        RolesRepresentation roles = new RolesRepresentation();
        roles.setClient(Map.of(RoleScene.REALM_MANAGEMENT, List.of(new RoleRepresentation(name, "another", false))));
        PartialImportRepresentation wanted = new PartialImportRepresentation();
        wanted.setIfResourceExists(PartialImportRepresentation.Policy.OVERWRITE.name());
        wanted.setRoles(roles);
        return api -> RoleScene.checked(api.partialImport(wanted));
    }),
    BY_IMPORTING_THE_USER_ANEW((scene, name) -> {
        scene.admin()
                .users()
                .get(scene.carol().id())
                .roles()
                .clientLevel(scene.realmManagementId())
                .add(List.of(scene.role(name)));
        UserRepresentation user = new UserRepresentation();
        user.setId(scene.carol().id());
        user.setUsername(scene.carol().username());
        user.setEmail(scene.carol().email());
        user.setEnabled(true);
        PartialImportRepresentation wanted = new PartialImportRepresentation();
        wanted.setIfResourceExists(PartialImportRepresentation.Policy.OVERWRITE.name());
        wanted.setUsers(List.of(user));
        return api -> RoleScene.checked(api.partialImport(wanted));
    });

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final BiFunction<RoleScene, String, RoleScene.Deed> preparation;

    WayToUnprotect(BiFunction<RoleScene, String, RoleScene.Deed> preparation) {
        this.preparation = preparation;
    }

    /** Has a realm's administrator protect Carol, and gives what takes it from her. */
    public RoleScene.Deed prepare(RoleScene scene, String roleName) {
        return preparation.apply(scene, roleName);
    }

    private static String carolsGroup(RoleScene scene, String name) {
        String group = scene.groupWith(name);
        scene.admin().users().get(scene.carol().id()).joinGroup(group);
        return group;
    }
}

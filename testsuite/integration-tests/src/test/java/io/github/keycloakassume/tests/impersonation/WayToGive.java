package io.github.keycloakassume.tests.impersonation;

import static io.github.keycloakassume.tests.impersonation.RoleScene.REALM_MANAGEMENT;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.RolesRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Every way of the Admin API that ends with somebody holding {@code view-impersonations}. */
enum WayToGive {
    TO_THE_USER(scene -> {
        RoleRepresentation role = scene.role(WayToGive.ROLE);
        return api -> api.users()
                .get(scene.carol().id())
                .roles()
                .clientLevel(scene.realmManagementId())
                .add(List.of(role));
    }),
    TO_THE_USER_WITHIN_A_COMPOSITE(scene -> {
        String name = "with-composite-" + scene.number();
        scene.admin().roles().create(new RoleRepresentation(name, "", false));
        scene.admin().roles().get(name).addComposites(List.of(scene.role(WayToGive.ROLE)));
        RoleRepresentation composite = scene.admin().roles().get(name).toRepresentation();
        return api -> api.users().get(scene.carol().id()).roles().realmLevel().add(List.of(composite));
    }),
    TO_A_GROUP_OF_THE_USER(scene -> {
        String group = scene.group("team");
        scene.admin().users().get(scene.carol().id()).joinGroup(group);
        RoleRepresentation role = scene.role(WayToGive.ROLE);
        return api -> api.groups()
                .group(group)
                .roles()
                .clientLevel(scene.realmManagementId())
                .add(List.of(role));
    }),
    BY_JOINING_A_GROUP(scene -> {
        String group = scene.groupWith(WayToGive.ROLE);
        return api -> api.users().get(scene.carol().id()).joinGroup(group);
    }),
    BY_JOINING_A_GROUP_BELOW(scene -> {
        String group = scene.groupWith(WayToGive.ROLE);
        GroupRepresentation below = new GroupRepresentation();
        below.setName("below");
        scene.groupResource(group).subGroup(below).close();
        String belowId =
                scene.groupResource(group).getSubGroups(0, 1, true).get(0).getId();
        return api -> api.users().get(scene.carol().id()).joinGroup(belowId);
    }),
    BY_MOVING_THE_USERS_GROUP_BELOW(scene -> {
        String group = scene.groupWith(WayToGive.ROLE);
        String team = scene.group("team");
        scene.admin().users().get(scene.carol().id()).joinGroup(team);
        GroupRepresentation moved = scene.groupResource(team).toRepresentation();
        return api -> RoleScene.checked(api.groups().group(group).subGroup(moved));
    }),
    AS_COMPOSITE_OF_A_REALM_ROLE(scene -> {
        String name = scene.carolsRealmRole();
        RoleRepresentation role = scene.role(WayToGive.ROLE);
        return api -> api.roles().get(name).addComposites(List.of(role));
    }),
    AS_COMPOSITE_OF_A_ROLE_WITH_A_LINE_BREAK_IN_ITS_NAME(scene -> {
        String name = scene.carolsRealmRole("two\nlines");
        RoleRepresentation role = scene.role(WayToGive.ROLE);
        return api -> api.roles().get(name).addComposites(List.of(role));
    }),
    AS_COMPOSITE_OF_A_CLIENT_ROLE(scene -> {
        String name = scene.carolsClientRole();
        RoleRepresentation role = scene.role(WayToGive.ROLE);
        return api -> api.clients().get(scene.applicationId()).roles().get(name).addComposites(List.of(role));
    }),
    AS_COMPOSITE_BY_ROLE_ID(scene -> {
        String id = scene.admin()
                .roles()
                .get(scene.carolsRealmRole())
                .toRepresentation()
                .getId();
        RoleRepresentation role = scene.role(WayToGive.ROLE);
        return api -> api.rolesById().addComposites(id, List.of(role));
    }),
    AS_DEFAULT_ROLE(scene -> {
        String id = scene.admin().toRepresentation().getDefaultRole().getId();
        RoleRepresentation role = scene.role(WayToGive.ROLE);
        return api -> api.rolesById().addComposites(id, List.of(role));
    }),
    BY_PARTIAL_IMPORT_OF_A_USER(scene -> {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(scene.carol().username());
        user.setClientRoles(Map.of(REALM_MANAGEMENT, List.of(WayToGive.ROLE)));
        PartialImportRepresentation wanted = WayToGive.overwriting();
        wanted.setUsers(List.of(user));
        return api -> RoleScene.checked(api.partialImport(wanted));
    }),
    BY_PARTIAL_IMPORT_OF_A_ROLE(scene -> {
        String name = "imported-" + scene.number();
        RoleRepresentation role = new RoleRepresentation(name, "", false);
        role.setComposite(true);
        RoleRepresentation.Composites composites = new RoleRepresentation.Composites();
        composites.setClient(Map.of(REALM_MANAGEMENT, List.of(WayToGive.ROLE)));
        role.setComposites(composites);
        RolesRepresentation roles = new RolesRepresentation();
        roles.setRealm(List.of(role));
        UserRepresentation user = new UserRepresentation();
        user.setUsername(scene.carol().username());
        user.setRealmRoles(List.of(name));
        PartialImportRepresentation wanted = WayToGive.overwriting();
        wanted.setRoles(roles);
        wanted.setUsers(List.of(user));
        return api -> RoleScene.checked(api.partialImport(wanted));
    }),
    BY_PARTIAL_IMPORT_OF_A_GROUP(scene -> {
        GroupRepresentation group = new GroupRepresentation();
        group.setName("imported-" + scene.number());
        group.setPath("/" + group.getName());
        group.setClientRoles(Map.of(REALM_MANAGEMENT, List.of(WayToGive.ROLE)));
        UserRepresentation user = new UserRepresentation();
        user.setUsername(scene.carol().username());
        user.setGroups(List.of(group.getPath()));
        PartialImportRepresentation wanted = WayToGive.overwriting();
        wanted.setGroups(List.of(group));
        wanted.setUsers(List.of(user));
        return api -> RoleScene.checked(api.partialImport(wanted));
    }),
    BY_CREATING_THE_USER_IN_A_GROUP(scene -> {
        String group = scene.groupResource(scene.groupWith(WayToGive.ROLE))
                .toRepresentation()
                .getPath();
        UserRepresentation user = new UserRepresentation();
        user.setUsername("created-" + scene.number());
        user.setGroups(List.of(group));
        return api -> RoleScene.checked(api.users().create(user));
    });

    static final String ROLE = "view-impersonations";

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Function<RoleScene, RoleScene.Deed> preparation;

    WayToGive(Function<RoleScene, RoleScene.Deed> preparation) {
        this.preparation = preparation;
    }

    /** Prepares what a realm's administrator has legitimately set up, and gives what is left to do. */
    RoleScene.Deed prepare(RoleScene scene) {
        return preparation.apply(scene);
    }

    private static PartialImportRepresentation overwriting() {
        PartialImportRepresentation wanted = new PartialImportRepresentation();
        wanted.setIfResourceExists(PartialImportRepresentation.Policy.OVERWRITE.name());
        return wanted;
    }
}

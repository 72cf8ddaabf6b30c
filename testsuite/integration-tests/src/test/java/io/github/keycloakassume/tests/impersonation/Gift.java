package io.github.keycloakassume.tests.impersonation;

import java.util.List;
import java.util.function.BiFunction;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** What another extension can do by Keycloak's models so that Carol gets, or loses, a role of realm-management. */
enum Gift {
    ROLE_TO_USER(
            "role-to-user",
            true,
            (scene, name) -> new Parts(Gift.id(scene, name), scene.carol().id())),
    ROLE_TO_ALL_USERS("role-to-all-users", true, (scene, name) -> new Parts(Gift.id(scene, name), "")),
    COMPOSITE_TO_ALL_USERS("role-to-all-users", true, (scene, name) -> new Parts(Gift.roleWith(scene, name), "")),
    USER_INTO_GROUP(
            "user-into-group",
            true,
            (scene, name) -> new Parts(scene.groupWith(name), scene.carol().id())),
    ROLE_TO_GROUP("role-to-group", true, (scene, name) -> new Parts(Gift.id(scene, name), Gift.carolsGroup(scene))),
    GROUP_BELOW("group-below", true, (scene, name) -> new Parts(scene.groupWith(name), Gift.carolsGroup(scene))),
    ROLE_INTO_ROLE("role-into-role", true, (scene, name) -> new Parts(Gift.id(scene, name), Gift.carolsRole(scene))),
    ROLE_INTO_DEFAULT_ROLE("role-into-default-role", true, (scene, name) -> new Parts(Gift.id(scene, name), "")),
    ANOTHER_DEFAULT_ROLE("another-default-role", true, (scene, name) -> new Parts("", Gift.roleWith(scene, name))),
    DEFAULT_GROUP("default-group", true, (scene, name) -> new Parts("", scene.groupWith(name))),
    ROLE_FROM_USER("role-from-user", false, (scene, name) -> {
        scene.admin()
                .users()
                .get(scene.carol().id())
                .roles()
                .clientLevel(scene.realmManagementId())
                .add(List.of(scene.role(name)));
        return new Parts(Gift.id(scene, name), scene.carol().id());
    }),
    ROLE_FROM_ALL_USERS("role-from-all-users", false, (scene, name) -> {
        scene.admin()
                .users()
                .get(scene.carol().id())
                .roles()
                .clientLevel(scene.realmManagementId())
                .add(List.of(scene.role(name)));
        return new Parts(Gift.id(scene, name), "");
    }),
    ALL_USERS_OUT_OF_GROUP(
            "all-users-out-of-group", false, (scene, name) -> new Parts(Gift.carolsGroupWith(scene, name), "")),
    USER_OUT_OF_GROUP(
            "user-out-of-group",
            false,
            (scene, name) ->
                    new Parts(Gift.carolsGroupWith(scene, name), scene.carol().id())),
    ROLE_FROM_GROUP(
            "role-from-group",
            false,
            (scene, name) -> new Parts(Gift.id(scene, name), Gift.carolsGroupWith(scene, name))),
    GROUP_TO_THE_TOP("group-to-the-top", false, (scene, name) -> {
        String above = scene.groupWith(name);
        GroupRepresentation below = new GroupRepresentation();
        below.setName("below-" + scene.number());
        scene.groupResource(above).subGroup(below).close();
        String id = scene.groupResource(above).getSubGroups(0, 1, true).get(0).getId();
        scene.admin().users().get(scene.carol().id()).joinGroup(id);
        return new Parts("", id);
    }),
    NO_GROUP("no-group", false, (scene, name) -> new Parts("", Gift.carolsGroupWith(scene, name))),
    ROLE_OUT_OF_ROLE(
            "role-out-of-role",
            false,
            (scene, name) -> new Parts(Gift.id(scene, name), Gift.carolsRoleWith(scene, name))),
    NO_ROLE("no-role", false, (scene, name) -> new Parts("", Gift.carolsRoleWith(scene, name))),
    OURS_GONE("no-role", false, (scene, name) -> {
        Gift.carolsGroupWith(scene, name);
        return new Parts("", Gift.id(scene, name));
    }),
    OURS_RENAMED("another-role-name", false, (scene, name) -> {
        Gift.carolsGroupWith(scene, name);
        return new Parts("", Gift.id(scene, name));
    }),
    CLIENT_OF_OURS_RENAMED("another-client-id", false, (scene, name) -> {
        Gift.carolsGroupWith(scene, name);
        return new Parts("", scene.realmManagementId());
    }),
    CLIENT_OF_OURS_GONE("no-client", false, (scene, name) -> {
        Gift.carolsGroupWith(scene, name);
        return new Parts("", scene.realmManagementId());
    });

    private final String what;
    private final boolean gives;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final BiFunction<RoleScene, String, Parts> preparation;

    private record Parts(String given, String holder) {}

    Gift(String what, boolean gives, BiFunction<RoleScene, String, Parts> preparation) {
        this.what = what;
        this.gives = gives;
        this.preparation = preparation;
    }

    /** Whether Carol would get the role; otherwise she has it before, and would lose it. */
    boolean gives() {
        return gives;
    }

    /** Prepares what a realm's administrator has legitimately set up; gives the path of the test-only extension. */
    String prepare(RoleScene scene, String roleName, String work) {
        Parts parts = preparation.apply(scene, roleName);
        return "testbed/gifts/" + what + "?work=" + work + "&given=" + parts.given + "&holder=" + parts.holder;
    }

    private static String id(RoleScene scene, String name) {
        return scene.role(name).getId();
    }

    private static String carolsGroup(RoleScene scene) {
        String group = scene.group("team");
        scene.admin().users().get(scene.carol().id()).joinGroup(group);
        return group;
    }

    private static String carolsGroupWith(RoleScene scene, String name) {
        String group = scene.groupWith(name);
        scene.admin().users().get(scene.carol().id()).joinGroup(group);
        return group;
    }

    private static String carolsRole(RoleScene scene) {
        return scene.admin()
                .roles()
                .get(scene.carolsRealmRole())
                .toRepresentation()
                .getId();
    }

    private static String carolsRoleWith(RoleScene scene, String name) {
        String role = scene.carolsRealmRole();
        scene.admin().roles().get(role).addComposites(List.of(scene.role(name)));
        return scene.admin().roles().get(role).toRepresentation().getId();
    }

    private static String roleWith(RoleScene scene, String name) {
        String role = "everybodys-" + scene.number();
        scene.admin().roles().create(new RoleRepresentation(role, "", false));
        scene.admin().roles().get(role).addComposites(List.of(scene.role(name)));
        return scene.admin().roles().get(role).toRepresentation().getId();
    }
}

package io.github.keycloakassume.tests.impersonation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.testbed.AdminApi;
import java.util.List;
import java.util.function.BiFunction;
import org.keycloak.representations.idm.RoleRepresentation;

/** Every way that Keycloak has outside version 1 of its Admin API to let somebody get a role, or lose it. */
public enum WayElsewhere {
    REGISTERED_DEFAULT_ROLES(true, (scene, name) -> api -> WayElsewhere.registerDefaultRoles(api, name)),
    SERVICE_ACCOUNT_OF_ADMIN_API_V2(true, (scene, name) -> {
        String role = WayElsewhere.compositeWith(scene, name);
        return api -> api.post("/admin/api/" + scene.realmName() + "/clients/v2", """
                {"protocol":"openid-connect","clientId":"service-%d","enabled":true,
                 "auth":{"method":"client-secret","secret":"secret"},
                 "loginFlows":["SERVICE_ACCOUNT"],"serviceAccountRoles":["%s"]}
                """.formatted(scene.number(), role));
    }),
    SCIM_USER_IN_A_GROUP(true, (scene, name) -> {
        String group = scene.groupWith(name);
        return api -> api.post("scim/v2/Users", """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"created-%1$d",
                 "name":{"givenName":"Created","familyName":"Test"},
                 "emails":[{"value":"created-%1$d@users.example","primary":true}],
                 "groups":[{"value":"%2$s"}]}
                """.formatted(scene.number(), group));
    }),
    SCIM_USER_INTO_A_GROUP(true, (scene, name) -> {
        String group = scene.groupWith(name);
        return api ->
                WayElsewhere.patch(api, "Users/" + scene.carol().id(), "groups", "[{\"value\":\"" + group + "\"}]");
    }),
    SCIM_MEMBER_OF_A_GROUP(true, (scene, name) -> {
        String group = scene.groupWith(name);
        return api -> WayElsewhere.patch(
                api,
                "Groups/" + group,
                "members",
                "[{\"value\":\"" + scene.carol().id() + "\"}]");
    }),
    NO_REGISTERED_DEFAULT_ROLES(false, (scene, name) -> {
        scene.admin()
                .rolesById()
                .addComposites(scene.admin().toRepresentation().getDefaultRole().getId(), List.of(scene.role(name)));
        return WayElsewhere::registerDefaultRoles;
    }),
    REGISTERED_CLIENT_WITH_A_ROLE_DELETED(false, (scene, name) -> {
        String role = scene.carolsClientRole();
        scene.admin().clients().get(scene.applicationId()).roles().get(role).addComposites(List.of(scene.role(name)));
        String client = scene.admin()
                .clients()
                .get(scene.applicationId())
                .toRepresentation()
                .getClientId();
        return api -> api.delete("clients-registrations/default/" + client);
    }),
    SCIM_MEMBER_OUT_OF_A_GROUP(false, (scene, name) -> {
        String group = WayElsewhere.carolsGroup(scene, name);
        return api -> api.patchAs("application/scim+json", "scim/v2/Groups/" + group, """
                {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                 "Operations":[{"op":"remove","path":"members[value eq \\"%s\\"]"}]}
                """.formatted(
                        scene.carol().id()));
    }),
    SCIM_GROUP_DELETED(false, (scene, name) -> {
        String group = WayElsewhere.carolsGroup(scene, name);
        return api -> api.delete("scim/v2/Groups/" + group);
    });

    private final boolean gives;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final BiFunction<RoleScene, String, Deed> preparation;

    /** What the giver does, with their own token. */
    public interface Deed {
        AdminApi.Answer does(AdminApi api);
    }

    WayElsewhere(boolean gives, BiFunction<RoleScene, String, Deed> preparation) {
        this.gives = gives;
        this.preparation = preparation;
    }

    /** Whether a user would get the role; otherwise Carol would lose it. */
    public boolean gives() {
        return gives;
    }

    /** Prepares what a realm's administrator has legitimately set up, and gives what is left to do. */
    public Deed prepare(RoleScene scene, String roleName) {
        return preparation.apply(scene, roleName);
    }

    /** What is there, with other default roles. */
    private static AdminApi.Answer registerDefaultRoles(AdminApi api, String... roles) {
        String path = "clients-registrations/default/realm-management";
        ObjectNode client = (ObjectNode) api.get(path).body();
        ArrayNode names = client.putArray("defaultRoles");
        List.of(roles).forEach(names::add);
        return api.put(path, client.toString());
    }

    private static AdminApi.Answer patch(AdminApi api, String resource, String path, String value) {
        return api.patchAs("application/scim+json", "scim/v2/" + resource, """
                {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                 "Operations":[{"op":"add","path":"%s","value":%s}]}
                """.formatted(path, value));
    }

    private static String carolsGroup(RoleScene scene, String name) {
        String group = scene.groupWith(name);
        scene.admin().users().get(scene.carol().id()).joinGroup(group);
        return group;
    }

    private static String compositeWith(RoleScene scene, String name) {
        String role = "with-composite-" + scene.number();
        scene.admin().roles().create(new RoleRepresentation(role, "", false));
        scene.admin().roles().get(role).addComposites(List.of(scene.role(name)));
        return role;
    }
}

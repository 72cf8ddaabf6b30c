package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.UUID;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Every way in which a user of Keycloak's own table can come to hold a role. */
enum WayToHold {
    DIRECTLY,
    BY_A_COMPOSITE_REALM_ROLE,
    BY_A_COMPOSITE_CLIENT_ROLE,
    BY_A_GROUP,
    BY_A_GROUP_ABOVE,
    BY_THE_DEFAULT_ROLE,
    BY_A_DEFAULT_GROUP,
    BY_A_GROUP_OF_AN_ORGANIZATION,
    BY_A_GROUP_ABOVE_IN_AN_ORGANIZATION;

    private static final String REALM_MANAGEMENT = "realm-management";

    /** Whether Keycloak writes the role into tokens then. */
    boolean givesRights() {
        return this != BY_A_GROUP_OF_AN_ORGANIZATION && this != BY_A_GROUP_ABOVE_IN_AN_ORGANIZATION;
    }

    /** A user who has a role of realm-management in this way, and others directly. */
    Holding of(RealmFixture realm, String roleName, String... direct) {
        String name = "held-" + UUID.randomUUID();
        RoleRepresentation role = role(realm, roleName);
        if (this == BY_A_DEFAULT_GROUP) {
            String group = group(realm, name, role);
            realm.admin().addDefaultGroup(group);
            return new Holding(realm.user(name, direct), () -> realm.admin().removeDefaultGroup(group));
        }
        TestUser user = realm.user(name, direct);
        return switch (this) {
            case DIRECTLY -> {
                realm.grant(user, REALM_MANAGEMENT, roleName);
                yield new Holding(user, () -> {});
            }
            case BY_A_COMPOSITE_REALM_ROLE -> {
                realm.grantRealmRole(user, name);
                realm.admin().roles().get(name).addComposites(List.of(role));
                yield new Holding(user, () -> {});
            }
            case BY_A_COMPOSITE_CLIENT_ROLE -> {
                String client = realm.client(name).id();
                realm.admin().clients().get(client).roles().create(new RoleRepresentation("tool", "", false));
                realm.admin().clients().get(client).roles().get("tool").addComposites(List.of(role));
                realm.grant(user, name, "tool");
                yield new Holding(user, () -> {});
            }
            case BY_A_GROUP -> {
                realm.admin().users().get(user.id()).joinGroup(group(realm, name, role));
                yield new Holding(user, () -> {});
            }
            case BY_A_GROUP_ABOVE -> {
                String above = group(realm, name, role);
                GroupRepresentation below = new GroupRepresentation();
                below.setName("below");
                realm.admin().groups().group(above).subGroup(below).close();
                String id = realm.admin()
                        .groups()
                        .group(above)
                        .getSubGroups(0, 1, true)
                        .get(0)
                        .getId();
                realm.admin().users().get(user.id()).joinGroup(id);
                yield new Holding(user, () -> {});
            }
            case BY_THE_DEFAULT_ROLE -> {
                String everybodys =
                        realm.admin().toRepresentation().getDefaultRole().getId();
                realm.admin().rolesById().addComposites(everybodys, List.of(role));
                yield new Holding(user, () -> realm.admin().rolesById().deleteComposites(everybodys, List.of(role)));
            }
            case BY_A_GROUP_OF_AN_ORGANIZATION -> {
                inAGroupOfAnOrganization(realm, user, role, false);
                yield new Holding(user, () -> {});
            }
            case BY_A_GROUP_ABOVE_IN_AN_ORGANIZATION -> {
                inAGroupOfAnOrganization(realm, user, role, true);
                yield new Holding(user, () -> {});
            }
            case BY_A_DEFAULT_GROUP -> throw new IllegalStateException("before there is the user");
        };
    }

    /** Who holds it; what everybody has is no one's again once it is closed. */
    record Holding(TestUser user, Runnable end) implements AutoCloseable {

        @Override
        public void close() {
            end.run();
        }
    }

    private static void inAGroupOfAnOrganization(
            RealmFixture realm, TestUser user, RoleRepresentation role, boolean below) {
        AdminApi api = api(realm);
        String groups = "organizations/" + organization(realm, user) + "/groups";
        String group = groups + "/" + created(api.post(groups, "{\"name\":\"team\"}"));
        String clients = group + "/role-mappings/clients/" + realmManagement(realm);
        done(api.post(clients, "[{\"id\":\"" + role.getId() + "\",\"name\":\"" + role.getName() + "\"}]"));
        String joined = below ? groups + "/" + created(api.post(group + "/children", "{\"name\":\"below\"}")) : group;
        done(api.put(joined + "/members/" + user.id(), ""));
    }

    private static String organization(RealmFixture realm, TestUser member) {
        realm.update(settings -> settings.setOrganizationsEnabled(true));
        String name = "org-" + UUID.randomUUID();
        String id = created(api(realm)
                .post(
                        "organizations",
                        "{\"name\":\"%1$s\",\"enabled\":true,\"domains\":[{\"name\":\"%1$s.example\"}]}"
                                .formatted(name)));
        realm.admin().organizations().get(id).members().addMember(member.id()).close();
        return id;
    }

    private static AdminApi api(RealmFixture realm) {
        TestUser root = realm.user("root-" + UUID.randomUUID(), "realm-admin");
        return AdminApi.of(
                realm,
                realm.tokens()
                        .password(realm.client("root-app-" + UUID.randomUUID()), root)
                        .accessToken());
    }

    private static String created(AdminApi.Answer answer) {
        done(answer);
        String location = answer.response().headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static void done(AdminApi.Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer.response().uri() + ": " + answer.status() + " " + answer.body());
        }
    }

    private static String group(RealmFixture realm, String name, RoleRepresentation role) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        realm.admin().groups().add(group).close();
        String id = realm.admin().groups().groups(name, 0, 1).get(0).getId();
        realm.admin()
                .groups()
                .group(id)
                .roles()
                .clientLevel(realmManagement(realm))
                .add(List.of(role));
        return id;
    }

    private static RoleRepresentation role(RealmFixture realm, String name) {
        return realm.admin()
                .clients()
                .get(realmManagement(realm))
                .roles()
                .get(name)
                .toRepresentation();
    }

    private static String realmManagement(RealmFixture realm) {
        return realm.admin().clients().findByClientId(REALM_MANAGEMENT).get(0).getId();
    }
}

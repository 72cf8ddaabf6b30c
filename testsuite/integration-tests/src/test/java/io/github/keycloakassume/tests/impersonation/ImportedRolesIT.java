package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.RolesRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Imports of a realm, whose file passes a role of our name on in every way that a file can. */
@KeycloakTest
@DisplayName("Imported with a new realm a role of ours")
final class ImportedRolesIT {

    private static final String REALM_MANAGEMENT = "realm-management";
    private static final String ROLE = "view-impersonations";

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;

    ImportedRolesIT(RealmFixture realm, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
    }

    /** How the file has its one user hold the role. */
    enum WayInAFile {
        DIRECTLY(file -> user(file).setClientRoles(Map.of(REALM_MANAGEMENT, List.of(ROLE)))),
        BY_A_COMPOSITE_ROLE(file -> {
            file.getRoles().setRealm(List.of(composite("team")));
            user(file).setRealmRoles(List.of("team"));
        }),
        BY_A_GROUP(file -> {
            file.setGroups(List.of(group("team")));
            user(file).setGroups(List.of("/team"));
        }),
        BY_A_GROUP_ABOVE(file -> {
            GroupRepresentation below = new GroupRepresentation();
            below.setName("below");
            GroupRepresentation above = group("team");
            above.setSubGroups(List.of(below));
            file.setGroups(List.of(above));
            user(file).setGroups(List.of("/team/below"));
        }),
        BY_THE_DEFAULT_ROLE(file -> {
            RoleRepresentation everybodys = composite("default-roles-" + file.getRealm());
            file.getRoles().setRealm(List.of(everybodys));
            file.setDefaultRole(everybodys);
            user(file).setRealmRoles(List.of(everybodys.getName()));
        }),
        BY_A_DEFAULT_GROUP(file -> {
            file.setGroups(List.of(group("team")));
            file.setDefaultGroups(List.of("/team"));
            user(file).setGroups(List.of("/team"));
        });

        @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
        private final Consumer<RealmRepresentation> change;

        WayInAFile(Consumer<RealmRepresentation> change) {
            this.change = change;
        }

        RealmRepresentation file() {
            RealmRepresentation file = new RealmRepresentation();
            file.setRealm("imported-" + UUID.randomUUID());
            file.setEnabled(true);
            RolesRepresentation roles = new RolesRepresentation();
            roles.setClient(new HashMap<>(
                    Map.of(REALM_MANAGEMENT, List.of(new RoleRepresentation(ROLE, "of the file", false)))));
            file.setRoles(roles);
            UserRepresentation holder = new UserRepresentation();
            holder.setUsername("holder");
            holder.setEnabled(true);
            file.setUsers(List.of(holder));
            change.accept(file);
            return file;
        }

        private static UserRepresentation user(RealmRepresentation file) {
            return file.getUsers().get(0);
        }

        private static GroupRepresentation group(String name) {
            GroupRepresentation group = new GroupRepresentation();
            group.setName(name);
            group.setClientRoles(Map.of(REALM_MANAGEMENT, List.of(ROLE)));
            return group;
        }

        private static RoleRepresentation composite(String name) {
            RoleRepresentation role = new RoleRepresentation(name, "", false);
            role.setComposite(true);
            RoleRepresentation.Composites composites = new RoleRepresentation.Composites();
            composites.setClient(Map.of(REALM_MANAGEMENT, List.of(ROLE)));
            role.setComposites(composites);
            return role;
        }
    }

    @ParameterizedTest
    @EnumSource
    void comes_with_its_holders_by_the_servers_administrator(WayInAFile way) {
        RealmRepresentation file = way.file();

        admin.realms().create(file);

        RealmResource created = admin.realm(file.getRealm());
        try {
            assertThat(holds(created)).isTrue();
            assertKnown(created);
        } finally {
            created.remove();
        }
    }

    @ParameterizedTest
    @EnumSource
    void has_no_holder_by_another_user_who_may_create_realms(WayInAFile way) {
        RealmRepresentation file = way.file();
        RealmFixture master = realm.sibling(admin, "master");
        TestUser creator = master.user("creator-" + UUID.randomUUID());
        master.grantRealmRole(creator, "create-realm");

        try (Keycloak api = master.adminClient(creator)) {
            api.realms().create(file);
        }

        RealmResource created = admin.realm(file.getRealm());
        try {
            assertThat(holds(created)).isFalse();
            assertKnown(created);
            assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", creator.id()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("DETAIL", "role-not-yours-to-give"));
        } finally {
            created.remove();
            master.admin().users().get(creator.id()).remove();
        }
    }

    /** The server's administrator too, where their application may no more than create realms. */
    @ParameterizedTest
    @EnumSource
    void has_no_holder_by_an_application_that_may_create_realms_alone(WayInAFile way) {
        RealmRepresentation file = way.file();
        RealmFixture master = realm.sibling(admin, "master");
        TestUser root = master.user("root-" + UUID.randomUUID());
        master.grantRealmRole(root, "admin");
        var application = master.client("creating-" + UUID.randomUUID(), client -> client.setFullScopeAllowed(false));
        master.admin()
                .clients()
                .get(application.id())
                .getScopeMappings()
                .realmLevel()
                .add(List.of(master.admin().roles().get("create-realm").toRepresentation()));

        try (Keycloak api = master.adminClient(root, application)) {
            api.realms().create(file);
        }

        RealmResource created = admin.realm(file.getRealm());
        try {
            assertThat(holds(created)).isFalse();
            assertKnown(created);
        } finally {
            created.remove();
            master.admin().users().get(root.id()).remove();
            master.admin().clients().get(application.id()).remove();
        }
    }

    /** Ours, whose id decides, by Keycloak's own word on what the user holds. */
    private static boolean holds(RealmResource created) {
        String user = created.users().searchByUsername("holder", true).get(0).getId();
        return created.users().get(user).roles().clientLevel(management(created)).listEffective().stream()
                .anyMatch(role -> role.getName().equals(ROLE));
    }

    private void assertKnown(RealmResource created) {
        String id = created.clients()
                .get(management(created))
                .roles()
                .get(ROLE)
                .toRepresentation()
                .getId();
        assertThat(rows.of("ASSUME_ROLE", "ROLE_ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("ROLE_NAME", ROLE));
    }

    private static String management(RealmResource created) {
        return created.clients().findByClientId(REALM_MANAGEMENT).get(0).getId();
    }
}

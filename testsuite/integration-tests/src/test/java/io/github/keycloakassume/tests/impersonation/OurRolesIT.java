package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.RolesRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("Our roles")
final class OurRolesIT {

    private static final String REALM_MANAGEMENT = "realm-management";
    private static final String VIEW = "view-impersonations";
    private static final List<String> NAMES = List.of(
            VIEW,
            "end-impersonations",
            "assume-accounts",
            "manage-account-assumption",
            "view-account-assumption",
            "not-impersonatable");

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;

    OurRolesIT(RealmFixture realm, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
    }

    @Test
    void are_in_a_new_realm_and_known_by_id() {
        assertThat(names(realm.admin(), REALM_MANAGEMENT)).containsAll(NAMES);
        assertThat(NAMES).allSatisfy(name -> assertKnown(role(realm.admin(), REALM_MANAGEMENT, name), name));
    }

    @Test
    void are_in_master_for_a_new_realm() {
        String client = realm.name() + "-realm";

        assertThat(names(master(), client)).containsAll(NAMES);
        assertThat(NAMES).allSatisfy(name -> assertKnown(role(master(), client, name), name));
    }

    @Test
    void are_in_master_for_master() {
        assertThat(names(master(), "master-realm")).containsAll(NAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {VIEW, "end-impersonations"})
    void that_are_rights_belong_to_the_administrators(String name) {
        assertThat(resource(realm.admin(), REALM_MANAGEMENT, "realm-admin").getRoleComposites())
                .contains(role(realm.admin(), REALM_MANAGEMENT, name));
        assertThat(master().roles().get("admin").getRoleComposites())
                .contains(role(master(), realm.name() + "-realm", name))
                .contains(role(master(), "master-realm", name));
    }

    @Test
    void that_protect_are_part_of_no_other_role() {
        String name = "not-impersonatable";

        assertThat(resource(realm.admin(), REALM_MANAGEMENT, "realm-admin").getRoleComposites())
                .isNotEmpty()
                .noneMatch(role -> role.getName().equals(name));
        assertThat(master().roles().get("admin").getRoleComposites())
                .isNotEmpty()
                .noneMatch(role -> role.getName().equals(name));
    }

    @Test
    void go_away_with_their_realm() {
        String name = "removed-" + UUID.randomUUID();
        create(realm(name));
        String id = admin.realm(name).toRepresentation().getId();
        assertThat(rows.of("ASSUME_ROLE", "REALM_ID", id)).hasSize(2 * NAMES.size());

        admin.realm(name).remove();

        assertThat(rows.of("ASSUME_ROLE", "REALM_ID", id)).isEmpty();
        assertThat(master().clients().findByClientId(name + "-realm")).isEmpty();
    }

    @Test
    void do_not_keep_anybody_from_removing_a_realm_who_may() {
        String name = "removed-" + UUID.randomUUID();
        create(realm(name));
        RealmFixture removed = realm.sibling(admin, name);
        TestUser manager = removed.user("manager", "manage-realm");
        String id = admin.realm(name).toRepresentation().getId();

        try (Keycloak api = removed.adminClient(manager)) {
            api.realm(name).remove();
        }

        assertThat(rows.of("ASSUME_ROLE", "REALM_ID", id)).isEmpty();
    }

    @Test
    void of_master_are_not_given_by_part_of_masters_administration() {
        RealmFixture master = realm.sibling(admin, "master");
        TestUser manager = master.user("manager-" + UUID.randomUUID());
        master.grant(manager, "master-realm", "manage-users", "view-clients");
        RoleRepresentation role = role(master(), realm.name() + "-realm", VIEW);

        try (Keycloak api = master.adminClient(manager)) {
            RoleScopeResource own =
                    api.realm("master").users().get(manager.id()).roles().clientLevel(role.getContainerId());
            assertThatThrownBy(() -> own.add(List.of(role))).isInstanceOf(ForbiddenException.class);
        }

        assertThat(master().users()
                        .get(manager.id())
                        .roles()
                        .clientLevel(role.getContainerId())
                        .listEffective())
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", manager.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("DETAIL", "role-not-yours-to-give"));
        master().users().get(manager.id()).remove();
    }

    @Test
    void come_with_an_import_by_the_servers_administrator_to_whom_they_belong_in_it() {
        RealmRepresentation imported = realmWithHolder();

        admin.realms().create(imported);

        try {
            assertThat(holds(admin.realm(imported.getRealm()), VIEW)).isTrue();
            assertKnown(role(admin.realm(imported.getRealm()), REALM_MANAGEMENT, VIEW), VIEW);
        } finally {
            admin.realm(imported.getRealm()).remove();
        }
    }

    @Test
    void come_with_an_import_by_anybody_else_to_nobody() {
        RealmRepresentation imported = realmWithHolder();
        TestUser creator = creatorOfRealms();

        try (Keycloak api = login(creator)) {
            api.realms().create(imported);
        }

        RealmResource created = admin.realm(imported.getRealm());
        try {
            assertThat(holds(created, VIEW)).isFalse();
            assertKnown(role(created, REALM_MANAGEMENT, VIEW), VIEW);
            assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", creator.id()))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("DETAIL", "role-not-yours-to-give")
                            .containsEntry(
                                    "REALM_ID", created.toRepresentation().getId()));
        } finally {
            created.remove();
            master().users().get(creator.id()).remove();
        }
    }

    @Test
    void of_a_realm_that_somebody_created_are_his_to_give() {
        TestUser creator = creatorOfRealms();
        String name = "created-" + UUID.randomUUID();

        try {
            try (Keycloak api = login(creator)) {
                api.realms().create(realm(name));
            }
            UserRepresentation user = new UserRepresentation();
            user.setUsername("holder");
            admin.realm(name).users().create(user).close();
            try (Keycloak api = login(creator)) {
                api.realm(name)
                        .users()
                        .get(holder(admin.realm(name)))
                        .roles()
                        .clientLevel(clientId(api.realm(name), REALM_MANAGEMENT))
                        .add(List.of(role(api.realm(name), REALM_MANAGEMENT, VIEW)));
            }

            assertThat(holds(admin.realm(name), VIEW)).isTrue();
        } finally {
            admin.realm(name).remove();
            master().users().get(creator.id()).remove();
        }
    }

    private void assertKnown(RoleRepresentation role, String name) {
        assertThat(rows.of("ASSUME_ROLE", "ROLE_ID", role.getId()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ROLE_NAME", name)
                        .containsEntry("CONTAINER_ID", role.getContainerId()));
    }

    private RealmRepresentation realmWithHolder() {
        RolesRepresentation roles = new RolesRepresentation();
        roles.setClient(Map.of(REALM_MANAGEMENT, List.of(new RoleRepresentation(VIEW, "imported", false))));
        UserRepresentation holder = new UserRepresentation();
        holder.setUsername("holder");
        holder.setEnabled(true);
        holder.setClientRoles(Map.of(REALM_MANAGEMENT, List.of(VIEW)));
        RealmRepresentation imported = realm("imported-" + UUID.randomUUID());
        imported.setRoles(roles);
        imported.setUsers(List.of(holder));
        return imported;
    }

    private static RealmRepresentation realm(String name) {
        RealmRepresentation representation = new RealmRepresentation();
        representation.setRealm(name);
        representation.setEnabled(true);
        return representation;
    }

    private void create(RealmRepresentation representation) {
        admin.realms().create(representation);
    }

    private TestUser creatorOfRealms() {
        RealmFixture master = realm.sibling(admin, "master");
        TestUser creator = master.user("creator-" + UUID.randomUUID());
        master().users()
                .get(creator.id())
                .roles()
                .realmLevel()
                .add(List.of(master().roles().get("create-realm").toRepresentation()));
        return creator;
    }

    private Keycloak login(TestUser user) {
        return realm.sibling(admin, "master").adminClient(user);
    }

    private boolean holds(RealmResource of, String roleName) {
        return of.users().get(holder(of)).roles().clientLevel(clientId(of, REALM_MANAGEMENT)).listEffective().stream()
                .anyMatch(role -> role.getName().equals(roleName));
    }

    private static String holder(RealmResource of) {
        return of.users().searchByUsername("holder", true).get(0).getId();
    }

    private RealmResource master() {
        return admin.realm("master");
    }

    private static List<String> names(RealmResource of, String client) {
        return of.clients().get(clientId(of, client)).roles().list().stream()
                .map(RoleRepresentation::getName)
                .toList();
    }

    private static RoleRepresentation role(RealmResource of, String client, String name) {
        return resource(of, client, name).toRepresentation();
    }

    private static RoleResource resource(RealmResource of, String client, String name) {
        return of.clients().get(clientId(of, client)).roles().get(name);
    }

    private static String clientId(RealmResource of, String client) {
        return of.clients().findByClientId(client).stream()
                .findFirst()
                .orElseThrow(NotFoundException::new)
                .getId();
    }
}

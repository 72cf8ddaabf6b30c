package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("Our roles are not everybody's to give or take")
final class RoleProtectionIT extends RoleProtection {

    private final RealmFixture realm;

    RoleProtectionIT(RealmFixture realm, Rows rows) {
        super(realm, rows);
        this.realm = realm;
    }

    static Stream<Arguments> waysAndGivers() {
        return Arrays.stream(WayToGive.values())
                .flatMap(way -> Stream.of("manage-users", "manage-clients", "manage-realm")
                        .map(role -> arguments(way, role)));
    }

    /** In one kind of realm only: who has all three has each of them too. */
    @ParameterizedTest(name = "{0}, by a holder of {1}")
    @MethodSource("waysAndGivers")
    void a_part_of_the_realms_administration_does_not_give_it(WayToGive way, String giverRole) {
        RoleScene scene = new RoleScene(realm, giverRole);

        RoleScene.Outcome outcome = scene.giverDoes(way.prepare(scene));

        assertThat(outcome.status()).isEqualTo(403);
        assertNobodyHolds(scene);
    }

    /** Its token has no more rights than the application, whatever its user may. */
    @ParameterizedTest
    @EnumSource
    void an_application_that_has_a_part_of_it_does_not_give_it_for_the_realms_administrator(WayToGive way) {
        RoleScene scene = new RoleScene(realm, "realm-admin");

        RoleScene.Outcome outcome =
                scene.giverDoes(way.prepare(scene), "manage-users", "manage-clients", "manage-realm");

        assertThat(outcome).isEqualTo(new RoleScene.Outcome(403, "role-not-yours-to-give"));
        assertNobodyHolds(scene);
    }

    @ParameterizedTest
    @EnumSource
    void an_application_that_has_a_part_of_it_takes_no_protection_for_the_realms_administrator(WayToUnprotect way) {
        RoleScene scene = new RoleScene(realm, "realm-admin");
        RoleScene.Deed deed = way.prepare(scene, "not-impersonatable");

        RoleScene.Outcome outcome = scene.giverDoes(deed, "manage-users", "manage-clients", "manage-realm");

        assertThat(outcome.status()).isEqualTo(403);
        assertThat(scene.carolHolds("not-impersonatable")).isTrue();
    }

    @Test
    void an_application_that_has_all_of_it_gives_it_for_the_realms_administrator() {
        RoleScene scene = new RoleScene(realm, "realm-admin");

        RoleScene.Outcome outcome = scene.giverDoes(WayToGive.TO_THE_USER.prepare(scene), "realm-admin");

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(scene.carolHolds(WayToGive.ROLE)).isTrue();
    }

    @Test
    void an_application_that_has_the_role_itself_gives_it_for_who_holds_it() {
        RoleScene scene = new RoleScene(realm, "manage-users", WayToGive.ROLE);

        RoleScene.Outcome without = scene.giverDoes(WayToGive.TO_THE_USER.prepare(scene), "manage-users");
        RoleScene.Outcome with = scene.giverDoes(WayToGive.TO_THE_USER.prepare(scene), "manage-users", WayToGive.ROLE);

        assertThat(without).isEqualTo(new RoleScene.Outcome(403, "role-not-yours-to-give"));
        assertThat(with.status()).isEqualTo(200);
        assertThat(scene.carolHolds(WayToGive.ROLE)).isTrue();
    }

    /** Keycloak itself fails then (500): it looks for a user's rights to manage that role, of a caller who has none. */
    @Test
    void a_partial_import_by_who_manages_the_realm_alone_leaves_no_group_that_has_it() {
        RoleScene scene = new RoleScene(realm, "manage-realm");

        RoleScene.Outcome outcome = scene.giverDoes(WayToGive.BY_PARTIAL_IMPORT_OF_A_GROUP.prepare(scene));

        assertThat(outcome.status()).isNotEqualTo(200);
        assertThat(scene.admin().groups().groups("imported-" + scene.number(), 0, 1))
                .isEmpty();
        assertNobodyHolds(scene);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/realms/{realm}/roles-by-id/{role}/composites",
                "/admin/realms;a=b/{realm}/roles-by-id/{role}/composites",
                "/admin;a=b/realms/{realm};c=d/roles-by-id/{role}/composites",
                "/admin//realms/{realm}//roles-by-id/{role}/composites",
                "//admin/realms/{realm}/roles-by-id/{role}/composites/",
                "/realms/../admin/realms/{realm}/roles-by-id/{role}/composites",
                "/realms/%2E%2E/admin/realms/{realm}/roles-by-id/{role}/composites",
                "/%61dmin/realms/{realm}/roles-by-id/{role}/composites",
                "/admin/realms/{realm}/users/../roles-by-id/{role}/composites",
            })
    void an_unusual_address_leads_no_further(String address) {
        RoleScene scene = new RoleScene(realm, "manage-users", "manage-clients", "manage-realm");
        RoleRepresentation given = scene.role(WayToGive.ROLE);
        String holder = scene.admin()
                .roles()
                .get(scene.carolsRealmRole())
                .toRepresentation()
                .getId();
        String path = address.replace("{realm}", realm.name()).replace("{role}", holder);

        int status = scene.giverPosts(path, "[{\"id\":\"" + given.getId() + "\"}]");

        assertThat(status).isGreaterThanOrEqualTo(400);
        assertNobodyHolds(scene);
    }
}

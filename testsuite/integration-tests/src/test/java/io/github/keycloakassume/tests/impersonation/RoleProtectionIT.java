package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

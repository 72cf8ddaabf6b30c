package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("In a group of an organization")
final class OrganizationRolesIT {

    private static final String ROLE = "view-impersonations";

    private final RealmFixture realm;
    private final Rows rows;

    OrganizationRolesIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        realm.update(settings -> settings.setOrganizationsEnabled(true));
    }

    @Test
    void a_member_gets_no_role_of_ours_from_a_user_who_may_not_give_it() {
        RoleScene scene = new RoleScene(realm, "manage-users", "manage-clients", "manage-realm");
        RoleScene administrators = new RoleScene(realm, "realm-admin");
        WayInOrganization.Place place = WayInOrganization.emptyPlace(administrators, scene, ROLE);

        AdminApi.Answer answer = scene.elsewhere().post(place.roles(), place.role());

        assertThat(scene.carolHolds(ROLE)).isFalse();
        assertThat(administrators.elsewhere().get(place.roles()).body()).isEmpty();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", scene.giver().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("DETAIL", "role-not-yours-to-give"));
    }

    @Test
    void it_has_one_by_the_realms_administrator() {
        RoleScene scene = new RoleScene(realm, "realm-admin");
        WayInOrganization.Place place = WayInOrganization.emptyPlace(scene, scene, ROLE);

        AdminApi.Answer answer = scene.elsewhere().post(place.roles(), place.role());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(scene.elsewhere().get(place.roles()).body())
                .singleElement()
                .satisfies(role -> assertThat(role.path("name").asText()).isEqualTo(ROLE));
    }
}

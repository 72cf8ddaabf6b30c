package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

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
        String group = group(administrators, scene);
        RoleRepresentation role = scene.role(ROLE);

        AdminApi.Answer answer = scene.elsewhere()
                .post(roles(group, scene), "[{\"id\":\"" + role.getId() + "\",\"name\":\"" + ROLE + "\"}]");

        assertThat(scene.carolHolds(ROLE)).isFalse();
        assertThat(administrators.elsewhere().get(roles(group, scene)).body()).isEmpty();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", scene.giver().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("DETAIL", "role-not-yours-to-give"));
    }

    @Test
    void it_has_one_by_the_realms_administrator() {
        RoleScene scene = new RoleScene(realm, "realm-admin");
        String group = group(scene, scene);

        AdminApi.Answer answer = scene.elsewhere()
                .post(roles(group, scene), "[{\"id\":\"" + scene.role(ROLE).getId() + "\",\"name\":\"" + ROLE + "\"}]");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(scene.elsewhere().get(roles(group, scene)).body())
                .singleElement()
                .satisfies(role -> assertThat(role.path("name").asText()).isEqualTo(ROLE));
    }

    private String roles(String group, RoleScene scene) {
        return group + "/role-mappings/clients/" + scene.realmManagementId();
    }

    /** The path of a group of a new organization; the scene's Carol is in it. */
    private String group(RoleScene administrators, RoleScene scene) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName("org-" + scene.number());
        organization.addDomain(new OrganizationDomainRepresentation("org-" + scene.number() + ".example"));
        String id =
                CreatedResponseUtil.getCreatedId(realm.admin().organizations().create(organization));
        realm.admin()
                .organizations()
                .get(id)
                .members()
                .addMember(scene.carol().id())
                .close();
        String groups = "/admin/realms/" + realm.name() + "/organizations/" + id + "/groups";
        AdminApi api = administrators.elsewhere();
        String group = api.post(groups, "{\"name\":\"team\"}")
                .response()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String path = groups + group.substring(group.lastIndexOf('/'));
        assertThat(api.put(path + "/members/" + scene.carol().id(), "").status())
                .isLessThan(300);
        return path;
    }
}

package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.FineGrainedPermissions;
import io.github.keycloakassume.tests.impersonation.RoleScene;
import io.github.keycloakassume.tests.impersonation.WayInOrganization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** They can make themselves a member of each of them, by an invitation. */
@KeycloakTest
@DisplayName("A user who manages all organizations of the realm lets no vendor into an organization,")
final class ManagerOfAllOrganizationsIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Organization organization;

    ManagerOfAllOrganizationsIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.organization = Organization.in(realm, tenant);
    }

    /** The roles that Keycloak asks for ({@code OrganizationPermissions.canManage}), and one that has them. */
    @ParameterizedTest
    @ValueSource(strings = {"manage-organizations", "manage-realm", "realm-admin"})
    void though_a_member_with_the_role_of_its_administrators(String role) {
        TestUser manager = organization.administrator(role);

        assertAdministersNothing(manager);
    }

    @Test
    void by_a_fine_grained_permission_either() {
        TestUser manager = organization.administrator();
        try (FineGrainedPermissions permissions = FineGrainedPermissions.in(realm)) {
            permissions.manageAllOrganizations(permissions.only(manager));

            assertAdministersNothing(manager);
        }
    }

    /** Keycloak does not write such a role into tokens, and lets it count where its cache does not know the user. */
    @Test
    void nor_by_a_role_of_a_group_of_an_organization() {
        TestUser manager = organization.administrator();
        WayInOrganization.place(
                new RoleScene(realm, "realm-admin"), RoleScene.of(realm, manager, manager), "manage-organizations");

        assertAdministersNothing(manager);
    }

    @Test
    void and_is_one_again_without_that_right() {
        TestUser manager = organization.administrator("manage-organizations");
        realm.revoke(manager, "realm-management", "manage-organizations");

        assertThat(organization.grantedBy(manager)).isNotEmpty();
    }

    /** Who was its administrator before is not locked out by being given more. */
    @Test
    void and_still_sees_and_takes_away_what_there_is() {
        TestUser manager = organization.administrator();
        String grant = organization.grantedBy(manager);
        realm.grant(manager, "realm-management", "manage-organizations");
        AdminApi own = tenant.account(manager);
        assertThat(own.get(organization.at("")).status()).isEqualTo(200);
        assertThat(own.get(organization.at("/grants")).body()).hasSize(1);

        assertThat(own.delete(organization.at("/grants/" + grant)).status()).isEqualTo(200);
        assertThat(own.post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D"))
                        .status())
                .isEqualTo(201);

        assertThat(own.get(organization.at("/grants/" + grant))
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("revoked");
        assertThat(own.get(organization.at("")).body().path("denied").asBoolean())
                .isTrue();
    }

    @Test
    void and_takes_no_control_by_a_denial_nor_ends_one() {
        TestUser manager = organization.administrator("manage-organizations");
        AdminApi own = tenant.account(manager);

        AdminApi.Answer denial = own.post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D"));
        AdminApi.Answer ended =
                own.delete(organization.at("/grants/" + denial.body().path("id").asText()));

        assertThat(denial.status()).isEqualTo(201);
        assertThat(ended.errorKey()).isEqualTo("grant-not-yours");
        assertThat(rows.of("ASSUME_TENANT", "ORGANIZATION_ID", organization.id()))
                .isEmpty();
    }

    private void assertAdministersNothing(TestUser manager) {
        AdminApi own = tenant.account(manager);
        for (AdminApi.Answer answer : List.of(
                own.post(organization.at("/grants"), Map.of("duration", "P1D")),
                own.put(organization.at("/grants/" + organization.id()), Map.of("duration", "P1D", "version", 0)),
                own.post(organization.at("/requests/" + organization.id() + "/approve"), Map.of()),
                own.delete(organization.at("/control")))) {
            assertThat(answer.status())
                    .as("%s %s", answer.response().request(), answer.body())
                    .isEqualTo(403);
            assertThat(answer.errorKey()).isEqualTo("not-allowed");
        }
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", organization.id())).isEmpty();
        assertThat(rows.of("ASSUME_TENANT", "ORGANIZATION_ID", organization.id()))
                .isEmpty();
    }
}

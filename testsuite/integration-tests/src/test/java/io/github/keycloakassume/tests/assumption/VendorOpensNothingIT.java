package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Delegation;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.OrganizationRepresentation;

@KeycloakTest
@DisplayName("A vendor who manages organizations opens no account that one of them has closed")
final class VendorOpensNothingIT {

    private final RealmFixture realm;
    private final Tenant tenant;
    private final Story story;
    private final Organization acme;
    private final TestUser olga;
    private final TestUser victor;

    VendorOpensNothingIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.acme = Organization.in(realm, tenant);
        this.olga = acme.administrator();
        this.victor = tenant.user("victor", "assume-accounts", "manage-organizations", "manage-realm", "manage-users");
    }

    /** All that Keycloak 26.7 lets them do that takes a member out of an organization, or makes it count less. */
    enum Way {
        REMOVE_THE_MEMBER,
        DELETE_THE_ORGANIZATION,
        DISABLE_THE_ORGANIZATION,
        DISABLE_ALL_ORGANIZATIONS;

        boolean isRefused() {
            return this == REMOVE_THE_MEMBER || this == DELETE_THE_ORGANIZATION;
        }
    }

    @BeforeEach
    void alice_is_a_member_and_the_realm_lets_vendors_in() {
        acme.with(tenant.alice());
        tenant.grantAlice();
    }

    @ParameterizedTest
    @EnumSource
    void by_a_denial(Way way) {
        deny();
        tenant.account(olga).delete(acme.at("/control"));

        assertClosed(way);
    }

    @ParameterizedTest
    @EnumSource
    void by_taking_control(Way way) {
        tenant.account(olga)
                .post(
                        acme.at("/grants"),
                        Map.of("scope", "user", "user", olga.id(), "effect", "deny", "duration", "P1D"));

        assertClosed(way);
    }

    @Test
    void and_removes_members_of_others_as_before() {
        assertThat(take(Way.REMOVE_THE_MEMBER)).isEqualTo(204);
    }

    /** The realm's administrator might do both; a vendor who acts with a token of theirs is not they. */
    @Test
    void with_a_token_of_an_administrators_delegation_either() {
        deny();
        TestUser chief = tenant.user("chief", "realm-admin");
        AdminApi api = AdminApi.of(realm, new Delegation(realm, tenant.scene().client()).token(chief, victor));
        String organization = "organizations/" + acme.id();

        for (String path : List.of(organization + "/members/" + tenant.alice().id(), organization)) {
            AdminApi.Answer answer = api.delete(path);

            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.errorKey()).as(path).isEqualTo("vendor-may-not-decide");
        }
        assertThat(realm.admin()
                        .organizations()
                        .members()
                        .getOrganizations(tenant.alice().id()))
                .hasSize(1);
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void while_the_realms_own_administrators_do_both() {
        deny();

        acme.remove(tenant.alice());
        assertThat(realm.admin()
                        .organizations()
                        .members()
                        .getOrganizations(tenant.alice().id()))
                .isEmpty();
        realm.admin().organizations().get(acme.id()).delete().close();
        assertThat(realm.admin().organizations().list(0, 1_000))
                .noneMatch(left -> left.getId().equals(acme.id()));
    }

    private void assertClosed(Way way) {
        story.assertOutOfReach(tenant.alice());

        int status = take(way);

        if (way.isRefused()) {
            assertThat(status).isEqualTo(403);
            assertThat(realm.admin()
                            .organizations()
                            .get(acme.id())
                            .members()
                            .member(tenant.alice().id())
                            .toRepresentation())
                    .isNotNull();
        }
        try {
            story.assertOutOfReach(tenant.alice());
        } finally {
            realm.update(representation -> representation.setOrganizationsEnabled(true));
        }
    }

    private void deny() {
        AdminApi.Answer denied =
                tenant.account(olga).post(acme.at("/grants"), Map.of("effect", "deny", "duration", "P1D"));
        assertThat(denied.status()).as("%s", denied.body()).isEqualTo(201);
    }

    private int take(Way way) {
        try (Keycloak api = realm.adminClient(victor)) {
            var organization = api.realm(realm.name()).organizations().get(acme.id());
            return switch (way) {
                case REMOVE_THE_MEMBER ->
                    status(organization.members().member(tenant.alice().id()).delete());
                case DELETE_THE_ORGANIZATION -> status(organization.delete());
                case DISABLE_THE_ORGANIZATION -> {
                    OrganizationRepresentation disabled = organization.toRepresentation();
                    disabled.setEnabled(false);
                    yield status(organization.update(disabled));
                }
                case DISABLE_ALL_ORGANIZATIONS -> {
                    var representation = api.realm(realm.name()).toRepresentation();
                    representation.setOrganizationsEnabled(false);
                    api.realm(realm.name()).update(representation);
                    yield 204;
                }
            };
        }
    }

    private static int status(Response response) {
        try (response) {
            return response.getStatus();
        }
    }
}

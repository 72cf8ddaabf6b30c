package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.FineGrainedPermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An organization that keeps the vendor out")
final class HiddenOrganizationIT {

    private final RealmFixture realm;
    private final Tenant tenant;
    private final Organization acme;
    private final TestUser olga;

    HiddenOrganizationIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.tenant = Tenant.withAgentRoles(realm, browser, "assume-accounts", "query-users");
        this.acme = Organization.in(realm, tenant).with(tenant.alice());
        this.olga = acme.administrator();
    }

    @Test
    void does_so_also_where_the_agent_is_not_permitted_to_see_it() {
        FineGrainedPermissions permissions = FineGrainedPermissions.in(realm);
        try {
            deny();

            assertKeptOut(tenant.alice());
        } finally {
            permissions.close();
        }
    }

    @Test
    void does_so_while_it_is_disabled() {
        deny();
        acme.setEnabled(false);

        assertKeptOut(tenant.alice());
    }

    @Test
    void does_so_while_the_realm_has_its_organizations_switched_off() {
        deny();
        realm.update(representation -> representation.setOrganizationsEnabled(false));

        try {
            assertKeptOut(tenant.alice());
        } finally {
            realm.update(representation -> representation.setOrganizationsEnabled(true));
        }
    }

    @Test
    void is_not_undone_by_what_the_realm_had_granted_for_one_of_its_members() {
        String before = tenant.grantAlice();
        assertThat(tenant.scene().request(tenant.alice()).body().path("grant").asText())
                .isEqualTo(before);

        acme.grantedBy(olga);
        tenant.account(olga).delete(acme.at("/grants/" + onlyGrant()));

        assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");
    }

    private String onlyGrant() {
        return tenant.account(olga)
                .get(acme.at("/grants?state=active"))
                .body()
                .path(0)
                .path("id")
                .asText();
    }

    private void deny() {
        AdminApi.Answer denied =
                tenant.account(olga).post(acme.at("/grants"), Map.of("effect", "deny", "duration", "indefinite"));
        assertThat(denied.status()).isEqualTo(201);
    }

    /** Though all of the realm is open, to others. */
    private void assertKeptOut(TestUser member) {
        String open = tenant.grant(Map.of("scope", "realm", "duration", "P1D"));
        try {
            assertThat(tenant.scene().request(member).errorKey()).isEqualTo("grant-required");
            assertThat(tenant.scene().request(olga).errorKey()).isEqualTo("grant-required");
            TestUser bob = tenant.user("bob-" + open.substring(0, 8));
            assertThat(tenant.scene().request(bob).status()).isEqualTo(201);
        } finally {
            tenant.revoke(open);
        }
    }
}

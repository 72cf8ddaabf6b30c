package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.FineGrainedPermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("An organization's own administrator")
final class OrganizationAdministratorIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final Organization organization;

    OrganizationAdministratorIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.organization = Organization.in(realm, tenant);
    }

    @BeforeEach
    void aliceIsIn() {
        organization.with(tenant.alice());
    }

    @Test
    void lets_the_vendor_in_and_sees_it() {
        TestUser olga = organization.administrator();

        String grant = organization.grantedBy(olga);

        story.assertReaches(tenant.alice(), grant);
        AdminApi.Answer overview = tenant.account(olga).get(organization.at(""));
        assertThat(overview.body().path("enabled").asBoolean()).isTrue();
        assertThat(overview.body().path("decides").asText()).isEqualTo("organization");
        AdminApi.Answer grants = tenant.account(olga).get(organization.at("/grants"));
        assertThat(grants.body().findValuesAsText("id")).contains(grant);
    }

    /** The default role may get it after the settings have named it. */
    @Test
    void is_no_one_by_a_role_that_every_user_has() {
        TestUser olga = organization.administrator();
        String everyUsers = realm.admin().toRepresentation().getDefaultRole().getId();
        List<RoleRepresentation> named =
                List.of(realm.admin().roles().get(Organization.ADMINISTRATOR).toRepresentation());
        realm.admin().rolesById().addComposites(everyUsers, named);

        AdminApi.Answer answer = tenant.account(olga).post(organization.at("/grants"), Map.of("duration", "P1D"));
        realm.admin().rolesById().deleteComposites(everyUsers, named);

        assertThat(answer.errorKey()).isEqualTo("organization-not-found");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", organization.id())).isEmpty();
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void shows_the_vendor_out() {
        TestUser olga = organization.administrator();
        String grant = organization.grantedBy(olga);
        Story.Running running = story.running();

        AdminApi.Answer revoked = tenant.account(olga).delete(organization.at("/grants/" + grant));

        assertThat(revoked.status()).isEqualTo(200);
        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void denies_what_anybody_else_has_granted() {
        TestUser olga = organization.administrator();
        tenant.grantAlice();
        Story.Running running = story.running();

        AdminApi.Answer denied =
                tenant.account(olga).post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D"));

        assertThat(denied.status()).isEqualTo(201);
        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void lets_the_vendor_into_one_members_account_alone() {
        TestUser olga = organization.administrator();
        TestUser bob = tenant.user("bob");
        organization.with(bob);

        AdminApi.Answer granted = tenant.account(olga)
                .post(organization.at("/grants"), Map.of("scope", "user", "user", bob.id(), "duration", "P1D"));

        assertThat(granted.status()).isEqualTo(201);
        story.assertReaches(bob, granted.body().path("id").asText());
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void is_told_the_same_of_users_of_others_and_of_those_who_do_not_exist() {
        TestUser olga = organization.administrator();
        TestUser stranger = tenant.user("stranger");

        AdminApi.Answer ofStranger = tenant.account(olga)
                .post(
                        organization.at("/grants"),
                        Map.of("scope", "user", "user", stranger.username(), "duration", "P1D"));
        AdminApi.Answer ofNobody = tenant.account(olga)
                .post(organization.at("/grants"), Map.of("scope", "user", "user", "nobody-at-all", "duration", "P1D"));

        assertThat(ofStranger.status()).isEqualTo(404);
        assertThat(ofStranger.response().body()).isEqualTo(ofNobody.response().body());
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", stranger.id())).isEmpty();
    }

    @Test
    void grants_neither_for_the_realm_nor_for_another_organization() {
        TestUser olga = organization.administrator();
        Organization other = Organization.in(realm, tenant);

        AdminApi.Answer ofRealm =
                tenant.account(olga).post(organization.at("/grants"), Map.of("scope", "realm", "duration", "P1D"));
        AdminApi.Answer ofOther = tenant.account(olga).post(organization.at("/grants"), other.wish());

        assertThat(ofRealm.status()).isEqualTo(400);
        assertThat(ofRealm.errorKey()).isEqualTo("scope-invalid");
        assertThat(ofOther.status()).isEqualTo(404);
        assertThat(ofOther.errorKey()).isEqualTo("organization-not-found");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", other.id())).isEmpty();
    }

    @Test
    void sees_and_ends_no_grant_of_others() {
        TestUser olga = organization.administrator();
        Organization other = Organization.in(realm, tenant);
        String foreign = tenant.grant(other.wish());

        AdminApi own = tenant.account(olga);

        assertThat(own.get(organization.at("/grants/" + foreign)).errorKey()).isEqualTo("grant-not-found");
        assertThat(own.delete(organization.at("/grants/" + foreign)).errorKey()).isEqualTo("grant-not-found");
        assertThat(own.get(organization.at("/grants")).body().findValuesAsText("id"))
                .doesNotContain(foreign);
        assertThat(tenant.adasApi()
                        .get(Tenant.GRANTS + "/" + foreign)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void answers_what_the_vendor_asks() {
        TestUser olga = organization.administrator();
        String first = ask();
        String second = ask();
        assertThat(tenant.account(olga)
                        .get(organization.at("/requests?state=pending"))
                        .body()
                        .findValuesAsText("id"))
                .contains(first, second);

        AdminApi.Answer denied =
                tenant.account(olga).post(organization.at("/requests/" + first + "/deny"), Map.of("word", "not today"));
        assertThat(denied.body().path("state").asText()).isEqualTo("denied");
        story.assertOutOfReach(tenant.alice());

        AdminApi.Answer approved =
                tenant.account(olga).post(organization.at("/requests/" + second + "/approve"), Map.of());
        assertThat(approved.status()).isEqualTo(201);
        story.assertReaches(tenant.alice(), approved.body().path("id").asText());
    }

    @Test
    void may_be_named_by_a_fine_grained_permission_on_that_organization() {
        TestUser olga = tenant.user("olga");
        Organization other = Organization.in(realm, tenant);
        try (FineGrainedPermissions permissions = FineGrainedPermissions.in(realm)) {
            permissions.manageOrganization(organization.id(), permissions.only(olga));

            String grant = organization.grantedBy(olga);

            story.assertReaches(tenant.alice(), grant);
            assertNothingThere(tenant.account(olga), other);
        }
    }

    @Test
    void is_nobody_who_manages_all_organizations_of_the_realm() {
        TestUser manager = tenant.user("manager", "manage-organizations", "manage-realm");
        assertNothingThere(tenant.account(manager), organization);
        try (FineGrainedPermissions permissions = FineGrainedPermissions.in(realm)) {
            permissions.manageOrganization(organization.id(), permissions.only(manager));
            assertNothingThere(tenant.account(manager), organization);
        }
    }

    @Test
    void is_no_administrator_of_the_realm_who_is_a_member() {
        organization.with(tenant.ada());

        assertNothingThere(tenant.account(tenant.ada()), organization);
    }

    @Test
    void is_no_member_without_the_role() {
        organization.administrator();

        assertNothingThere(tenant.account(tenant.alice()), organization);
    }

    @Test
    void is_no_administrator_of_another_organization() {
        TestUser olaf = Organization.in(realm, tenant).administrator();

        assertNothingThere(tenant.account(olaf), organization);
    }

    @Test
    void is_nobody_any_more_when_he_leaves_it() {
        TestUser olga = organization.administrator();
        AdminApi own = tenant.account(olga);
        organization.remove(olga);

        assertNothingThere(own, organization);
    }

    @Test
    void decides_nothing_who_is_vendor_too() {
        TestUser victor = organization.administrator("assume-accounts");

        assertRefused(tenant.account(victor), organization, 403, "vendor-may-not-decide");
    }

    @Test
    void decides_nothing_while_somebody_else_is_he() {
        organization.makeAdministrator(tenant.alice());
        tenant.grantAlice();
        Story.Running running = story.running();

        assertRefused(AdminApi.ofAccount(realm, running.tokens().accessToken()), organization, 403, "impersonated");
    }

    @Test
    void gives_himself_nothing() {
        TestUser olga = organization.administrator();

        AdminApi.Answer answer = tenant.account(olga)
                .post(organization.at("/grants"), Map.of("duration", "P1D", "grantee", Map.of("user", olga.id())));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("own-grant");
        assertNothingDecided(organization);
    }

    private String ask() {
        Map<String, Object> wish = organization.wish();
        wish.put("reason", "ticket 42");
        AdminApi.Answer asked = tenant.agentsApi().post(Tenant.REQUESTS, wish);
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        return asked.body().path("id").asText();
    }

    private void assertNothingThere(AdminApi caller, Organization there) {
        assertRefused(caller, there, 404, "organization-not-found");
    }

    /** Whatever he tries; a request is there for him to answer. */
    private void assertRefused(AdminApi caller, Organization there, int status, String errorKey) {
        Map<String, Object> wish = there.wish();
        wish.put("reason", "ticket 42");
        String request =
                tenant.agentsApi().post(Tenant.REQUESTS, wish).body().path("id").asText();
        for (AdminApi.Answer answer : new AdminApi.Answer[] {
            caller.get(there.at("")),
            caller.get(there.at("/grants")),
            caller.get(there.at("/grants/count")),
            caller.get(there.at("/requests")),
            caller.post(there.at("/grants"), Map.of("duration", "P1D")),
            caller.post(there.at("/grants"), Map.of("effect", "deny", "duration", "P1D")),
            caller.post(there.at("/requests/" + request + "/approve"), Map.of()),
            caller.post(there.at("/requests/" + request + "/deny"), Map.of()),
            caller.delete(there.at("/control"))
        }) {
            assertThat(answer.status())
                    .as(answer.response().request() + " " + answer.body())
                    .isEqualTo(status);
            assertThat(answer.errorKey()).isEqualTo(errorKey);
        }
        assertNothingDecided(there);
        assertThat(rows.of("ASSUME_REQUEST", "ID", request))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("OUTCOME"));
    }

    private void assertNothingDecided(Organization there) {
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", there.id())).isEmpty();
        assertThat(rows.of("ASSUME_TENANT", "ORGANIZATION_ID", there.id())).isEmpty();
    }
}

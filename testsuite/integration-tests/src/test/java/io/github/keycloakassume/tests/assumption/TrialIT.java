package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("A trial")
final class TrialIT {

    private static final String TRIAL = "account-assumption/trial";
    private static final String OVERVIEW = "account-assumption";

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final Organization organization;
    private final AdminApi platform;

    TrialIT(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.organization = Organization.in(realm, tenant).with(tenant.alice());
        this.platform = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
    }

    @AfterEach
    void no_trial() {
        platform.put(TRIAL, Map.of("trial", false));
    }

    @Test
    void of_a_realm_is_open_to_the_vendor_and_says_so() {
        story.assertOutOfReach(tenant.alice());

        begin();

        story.assertReaches(tenant.user("bob"), "trial");
        Story.Running running = story.running();
        assertThat(TokenEndpoint.claims(running.tokens().accessToken()))
                .extractingByKey("impersonation")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("grant", "trial");
        AdminApi.Answer overview = tenant.adasApi().get(OVERVIEW);
        assertThat(overview.body().path("enabled").asBoolean()).isTrue();
        assertThat(overview.body().path("trial").asBoolean()).isTrue();
        assertThat(overview.body().has("until")).isFalse();
    }

    @Test
    void of_an_organization_is_open_for_its_members_alone() {
        TestUser olga = organization.administrator();

        beginForOrganization();

        story.assertReaches(tenant.alice(), "trial");
        story.assertOutOfReach(tenant.user("bob"));
        AdminApi.Answer overview = tenant.account(olga).get(organization.at(""));
        assertThat(overview.body().path("enabled").asBoolean()).isTrue();
        assertThat(overview.body().path("trial").asBoolean()).isTrue();
        assertThat(tenant.adasApi().get(OVERVIEW).body().path("trial").asBoolean())
                .isFalse();
    }

    @Test
    void of_a_realm_is_not_switched_by_its_administrators() {
        begin();

        assertTrial(tenant.adasApi().post(Tenant.GRANTS, Map.of("scope", "realm", "duration", "P1D")));
        AdminApi.Answer settings = TenantSettings.of(tenant.adasApi()).put(Map.of("trial", false));
        assertThat(settings.status()).isEqualTo(403);
        assertThat(settings.errorKey()).isEqualTo("not-allowed");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", realmId()))
                .allSatisfy(row -> assertThat(row).containsKey("ENDED_AT"));
        story.assertReaches(tenant.alice(), "trial");
    }

    @Test
    void is_not_widened_by_what_was_asked_for_before() {
        String request = tenant.agentsApi()
                .post(Tenant.REQUESTS, Map.of("scope", "realm", "duration", "P1D", "reason", "ticket 42"))
                .body()
                .path("id")
                .asText();
        begin();

        assertTrial(tenant.adasApi().post(Tenant.REQUESTS + "/" + request + "/approve", Map.of()));

        assertThat(rows.of("ASSUME_REQUEST", "ID", request))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("OUTCOME"));
    }

    @Test
    void of_an_organization_is_switched_neither_by_its_administrators_nor_by_the_realms() {
        TestUser olga = organization.administrator();
        beginForOrganization();

        assertTrial(tenant.account(olga).post(organization.at("/grants"), Map.of("duration", "P1D")));
        assertTrial(tenant.account(olga).post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D")));
        assertTrial(tenant.adasApi().post(Tenant.GRANTS, organization.wish()));
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", organization.id())).isEmpty();
        story.assertReaches(tenant.alice(), "trial");
    }

    @Test
    void is_nothing_to_ask_for() {
        begin();

        AdminApi.Answer asked = tenant.agentsApi()
                .post(Tenant.REQUESTS, Map.of("scope", "realm", "duration", "P1D", "reason", "ticket 42"));

        assertTrial(asked);
    }

    @Test
    void is_begun_by_nobody_of_the_realm() {
        for (TestUser caller : List.of(
                tenant.ada(),
                tenant.user("root", "realm-admin"),
                tenant.user("manager", "manage-realm"),
                tenant.agent())) {
            AdminApi.Answer ofRealm = tenant.api(caller).put(TRIAL, Map.of("trial", true));
            AdminApi.Answer ofOrganization =
                    tenant.api(caller).put(TRIAL, Map.of("trial", true, "organization", organization.id()));

            assertThat(ofRealm.status()).isEqualTo(403);
            assertThat(ofRealm.errorKey()).isEqualTo("not-allowed");
            assertThat(ofOrganization.status()).isEqualTo(403);
            assertThat(ofOrganization.errorKey()).isEqualTo("not-allowed");
        }
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void is_ended_by_nobody_of_the_realm() {
        begin();

        AdminApi.Answer answer = tenant.api(tenant.user("root", "realm-admin")).put(TRIAL, Map.of("trial", false));

        assertThat(answer.status()).isEqualTo(403);
        story.assertReaches(tenant.alice(), "trial");
    }

    @Test
    void is_begun_for_no_organization_that_is_not_there() {
        AdminApi.Answer answer =
                platform.put(TRIAL, Map.of("trial", true, "organization", "00000000-0000-4000-8000-000000000000"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorKey()).isEqualTo("organization-not-found");
    }

    @Test
    void of_a_realm_leaves_all_off_and_nobody_in_when_it_ends() {
        tenant.grant(Map.of("scope", "realm", "duration", "P1D"));
        begin();
        Story.Running running = story.running();

        end();

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
        AdminApi.Answer overview = tenant.adasApi().get(OVERVIEW);
        assertThat(overview.body().path("enabled").asBoolean()).isFalse();
        assertThat(overview.body().path("trial").asBoolean()).isFalse();
    }

    @Test
    void ends_what_was_granted_for_its_tenant_and_what_runs_under_it_and_tells_those_concerned(Mailbox mailbox) {
        tenant.grant(Map.of("scope", "realm", "duration", "P1D"));
        Story.Running running = story.running();
        realm.sendMailTo(mailbox);

        begin();

        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", running.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "GRANT_REVOKED"));
        story.assertOver(running);
        assertTold(mailbox, "has ended");
        assertTold(mailbox, "A trial has begun");
    }

    @Test
    void of_an_organization_leaves_all_off_and_nobody_in_when_it_ends() {
        TestUser olga = organization.administrator();
        tenant.grant(organization.wish());
        beginForOrganization();
        Story.Running running = story.running();

        platform.put(TRIAL, Map.of("trial", false, "organization", organization.id()));

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
        AdminApi.Answer overview = tenant.account(olga).get(organization.at(""));
        assertThat(overview.body().path("enabled").asBoolean()).isFalse();
        assertThat(overview.body().path("trial").asBoolean()).isFalse();
    }

    @Test
    void is_not_begun_over_an_organization_that_decides_for_itself() {
        organization.grantedBy(organization.administrator());

        AdminApi.Answer refused = platform.put(TRIAL, Map.of("trial", true, "organization", organization.id()));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorKey()).isEqualTo("organization-decides-itself");
    }

    @Test
    void can_be_granted_for_once_it_has_ended() {
        begin();
        end();

        String grant = tenant.grant(Map.of("scope", "realm", "duration", "P1D"));

        story.assertReaches(tenant.alice(), grant);
        tenant.revoke(grant);
    }

    @Test
    void does_not_open_the_account_of_a_user_who_has_denied() {
        begin();
        Story.Running running = story.running();

        tenant.account(tenant.alice()).post("me/grants", Map.of("effect", "deny", "duration", "P1D"));

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void of_a_realm_does_not_open_an_organization_that_decides_for_itself() {
        TestUser olga = organization.administrator();
        TestUser olaf = tenant.user("olaf");
        organization.with(olaf);
        tenant.account(olga)
                .post(organization.at("/grants"), Map.of("scope", "user", "user", olaf.id(), "duration", "P1D"));

        begin();

        story.assertOutOfReach(tenant.alice());
        story.assertReaches(tenant.user("bob"), "trial");
    }

    @Test
    void of_a_realm_does_not_open_an_organization_that_has_denied_and_given_control_back() {
        TestUser olga = organization.administrator();
        tenant.account(olga).post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D"));
        tenant.account(olga).delete(organization.at("/control"));

        begin();

        story.assertOutOfReach(tenant.alice());
        story.assertReaches(tenant.user("bob"), "trial");
    }

    @Test
    void of_an_organization_does_not_open_it_against_its_own_denial() {
        TestUser olga = organization.administrator();
        String denial = tenant.account(olga)
                .post(organization.at("/grants"), Map.of("effect", "deny", "duration", "P1D"))
                .body()
                .path("id")
                .asText();
        tenant.account(olga).delete(organization.at("/control"));

        beginForOrganization();

        story.assertOutOfReach(tenant.alice());
        assertThat(enabled(tenant.account(olga).get(organization.at("")))).isFalse();
        assertThat(tenant.account(olga)
                        .delete(organization.at("/grants/" + denial))
                        .status())
                .isEqualTo(200);
        story.assertReaches(tenant.alice(), "trial");
    }

    @Test
    void shows_in_every_account_that_it_opens() {
        TestUser bob = tenant.user("bob");
        begin();

        assertThat(enabled(tenant.account(bob).get("me"))).isTrue();
        assertThat(enabled(tenant.account(organization.administrator()).get(organization.at(""))))
                .isTrue();
        end();
        beginForOrganization();
        assertThat(enabled(tenant.account(tenant.alice()).get("me"))).isTrue();
        assertThat(enabled(tenant.account(bob).get("me"))).isFalse();
        tenant.account(tenant.alice()).post("me/grants", Map.of("effect", "deny", "duration", "P1D"));
        assertThat(enabled(tenant.account(tenant.alice()).get("me"))).isFalse();
    }

    @Test
    void is_told_to_those_who_decide_when_it_begins_and_when_it_is_over(Mailbox mailbox) {
        realm.sendMailTo(mailbox);

        begin();
        assertTold(mailbox, "A trial has begun");
        end();

        assertTold(mailbox, "A trial has ended");
        assertThat(rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", tenant.agent().id()))
                .as("mails to the vendor")
                .isEmpty();
    }

    private static boolean enabled(AdminApi.Answer overview) {
        return overview.body().path("enabled").asBoolean();
    }

    private void assertTold(Mailbox mailbox, String what) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mailbox.received(tenant.ada().email()))
                        .extracting(Mail::text)
                        .anyMatch(text -> text.contains(what)));
    }

    private void begin() {
        assertThat(platform.put(TRIAL, Map.of("trial", true)).status()).isEqualTo(204);
    }

    private void end() {
        assertThat(platform.put(TRIAL, Map.of("trial", false)).status()).isEqualTo(204);
    }

    private void beginForOrganization() {
        Map<String, Object> body = new HashMap<>(Map.of("trial", true));
        body.put("organization", organization.id());
        assertThat(platform.put(TRIAL, body).status()).isEqualTo(204);
    }

    private String realmId() {
        return realm.admin().toRepresentation().getId();
    }

    private static void assertTrial(AdminApi.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(409);
        assertThat(answer.errorKey()).isEqualTo("trial");
    }
}

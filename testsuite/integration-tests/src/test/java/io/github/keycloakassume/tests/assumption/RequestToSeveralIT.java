package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A request about a user whom two organizations control")
final class RequestToSeveralIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final Organization acme;
    private final TestUser olga;
    private final Organization beta;
    private final TestUser olaf;

    private String id = "";

    RequestToSeveralIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.acme = Organization.in(realm, tenant);
        this.olga = acme.administrator();
        this.beta = Organization.in(realm, tenant);
        this.olaf = beta.administrator();
    }

    @BeforeEach
    void both_decide_about_alice() {
        takesControl(acme, olga);
        takesControl(beta, olaf);
        acme.with(tenant.alice());
        beta.with(tenant.alice());
        AdminApi.Answer asked =
                tenant.agentsApi().post(Tenant.REQUESTS, tenant.wish("P1D", Map.of("reason", "ticket 42")));
        assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
        id = asked.body().path("id").asText();
    }

    @Test
    void waits_until_both_have_approved_it() {
        String ofAcme = approved(acme, olga);

        story.assertOutOfReach(tenant.alice());
        assertThat(seenByAsker().path("state").asText()).isEqualTo("pending");

        String ofBeta = approved(beta, olaf);

        JsonNode answered = seenByAsker();
        assertThat(answered.path("state").asText()).isEqualTo("approved");
        assertThat(answered.path("grant").asText()).isEqualTo(ofBeta);
        assertThat(tenant.scene().request(tenant.alice()).body().path("grant").asText())
                .isIn(ofAcme, ofBeta);
    }

    @Test
    void is_answered_once_by_each() {
        approved(acme, olga);

        for (String again : new String[] {"approve", "deny"}) {
            AdminApi.Answer answer = answer(acme, olga, again, Map.of());
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.errorKey()).isEqualTo("request-answered");
        }

        assertThat(seenBy(beta, olaf).path("state").asText()).isEqualTo("pending");
    }

    @Test
    void shows_each_its_own_answer_alone() {
        String ofAcme = approved(acme, olga, Map.of("word", "of acme"));

        JsonNode toAcme = seenBy(acme, olga);
        assertThat(toAcme.path("state").asText()).isEqualTo("approved");
        assertThat(toAcme.path("grant").asText()).isEqualTo(ofAcme);
        assertThat(toAcme.path("word").asText()).isEqualTo("of acme");
        assertThat(toAcme.path("answeredBy").path("id").asText()).isEqualTo(olga.id());
        assertNothingKnown(seenBy(beta, olaf), "pending");
        assertThat(listed(acme, olga, "pending")).isEmpty();
        assertThat(listed(acme, olga, "approved")).hasSize(1);
        assertThat(listed(beta, olaf, "pending")).hasSize(1);
    }

    @Test
    void is_over_once_one_refuses_it_and_the_others_are_not_told_which_or_why() {
        assertThat(answer(acme, olga, "deny", Map.of("word", "not through us")).status())
                .isEqualTo(200);

        assertNothingKnown(seenBy(beta, olaf), "denied");
        assertThat(answer(beta, olaf, "approve", Map.of()).errorKey()).isEqualTo("request-answered");
        JsonNode toAcme = seenBy(acme, olga);
        assertThat(toAcme.path("word").asText()).isEqualTo("not through us");
        assertThat(toAcme.path("answeredBy").path("id").asText()).isEqualTo(olga.id());
        assertThat(seenByAsker().path("state").asText()).isEqualTo("denied");
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void that_one_has_approved_is_refused_by_the_other_and_lets_nobody_in_then_or_later(Mailbox mailbox) {
        realm.sendMailTo(mailbox);
        String ofAcme = approved(acme, olga);

        answer(beta, olaf, "deny", Map.of("word", "not through us"));

        assertThat(seenByAsker().path("state").asText()).isEqualTo("denied");
        JsonNode toAcme = seenBy(acme, olga);
        assertThat(toAcme.path("grant").asText()).isEqualTo(ofAcme);
        assertThat(toAcme.has("word")).isFalse();
        assertTakenBack(ofAcme);
        JsonNode shown = tenant.account(olga).get(acme.at("/grants/" + ofAcme)).body();
        assertThat(shown.path("state").asText()).isEqualTo("revoked");
        assertThat(shown.toString()).doesNotContain(olaf.id());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mailbox.received(tenant.alice().email()))
                        .anyMatch(mail -> mail.subject().contains("has ended")));
        story.assertOutOfReach(tenant.alice());
        beta.remove(tenant.alice());
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void that_one_has_approved_is_withdrawn_and_lets_nobody_in_then_or_later() {
        String ofAcme = approved(acme, olga);

        assertThat(tenant.agentsApi().delete(Tenant.REQUESTS + "/" + id).status())
                .isEqualTo(204);

        assertTakenBack(ofAcme);
        beta.remove(tenant.alice());
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void that_one_has_approved_is_over_with_the_asker_and_lets_nobody_in_then_or_later() {
        TestUser colleague = tenant.user("colleague", "assume-accounts");
        id = tenant.api(colleague)
                .post(
                        Tenant.REQUESTS,
                        tenant.wish(
                                "P1D",
                                Map.of(
                                        "reason",
                                        "ticket 43",
                                        "grantee",
                                        Map.of("user", tenant.agent().id()))))
                .body()
                .path("id")
                .asText();
        String ofAcme = approved(acme, olga);

        realm.admin().users().get(colleague.id()).remove();

        assertTakenBack(ofAcme);
        beta.remove(tenant.alice());
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void that_one_has_approved_lapses_and_opens_nothing_any_more(TimeMachine time) {
        acme.nameRole(Map.of("requestLapse", 3600));
        id = tenant.agentsApi()
                .post(Tenant.REQUESTS, tenant.wish("P1D", Map.of("reason", "ticket 44")))
                .body()
                .path("id")
                .asText();
        String ofAcme = approved(acme, olga);

        time.forward(Duration.ofHours(2));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertTakenBack(ofAcme));
    }

    @Test
    void that_one_has_approved_stays_open_where_the_user_has_taken_that_over() {
        String ofAcme = approved(acme, olga);
        AdminApi.Answer own =
                tenant.account(tenant.alice()).put("me/grants/" + ofAcme, Map.of("duration", "PT1H", "version", 0));
        assertThat(own.status()).as("%s", own.body()).isEqualTo(200);

        answer(beta, olaf, "deny", Map.of());

        story.assertReaches(tenant.alice(), ofAcme);
    }

    @Test
    void is_answered_by_the_user_alone() {
        approved(acme, olga);

        AdminApi.Answer own = tenant.account(tenant.alice()).post("me/requests/" + id + "/approve", Map.of());

        assertThat(own.status()).as("%s", own.body()).isEqualTo(201);
        story.assertReaches(tenant.alice(), own.body().path("id").asText());
        assertNothingKnown(seenBy(beta, olaf), "approved");
    }

    private void assertTakenBack(String grant) {
        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("END_CAUSE", "REVOKED").doesNotContainKey("ENDED_BY_ID"));
        assertThat(rows.of("ASSUME_TRAIL", "ACTION", "GRANT_ENDED"))
                .filteredOn(row -> String.valueOf(row.get("DETAIL")).contains(grant))
                .hasSize(1);
    }

    private void takesControl(Organization organization, TestUser administrator) {
        AdminApi.Answer answer = tenant.account(administrator)
                .post(
                        organization.at("/grants"),
                        Map.of("scope", "user", "user", administrator.id(), "effect", "deny", "duration", "P1D"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    }

    private String approved(Organization organization, TestUser administrator) {
        return approved(organization, administrator, Map.of());
    }

    private String approved(Organization organization, TestUser administrator, Map<String, ?> body) {
        AdminApi.Answer answer = answer(organization, administrator, "approve", body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private AdminApi.Answer answer(Organization organization, TestUser administrator, String how, Map<String, ?> body) {
        return tenant.account(administrator).post(organization.at("/requests/" + id + "/" + how), body);
    }

    private JsonNode seenBy(Organization organization, TestUser administrator) {
        JsonNode requests = tenant.account(administrator)
                .get(organization.at(
                        "/requests?scope=user&target=" + tenant.alice().id()))
                .body();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private JsonNode listed(Organization organization, TestUser administrator, String state) {
        return tenant.account(administrator)
                .get(organization.at(
                        "/requests?scope=user&target=" + tenant.alice().id() + "&state=" + state))
                .body();
    }

    private JsonNode seenByAsker() {
        return tenant.agentsApi().get(Tenant.REQUESTS).body().get(0);
    }

    private static void assertNothingKnown(JsonNode request, String state) {
        assertThat(request.path("state").asText()).isEqualTo(state);
        for (String field : new String[] {"answeredBy", "answeredAt", "word", "grant"}) {
            assertThat(request.has(field)).as(field).isFalse();
        }
    }
}

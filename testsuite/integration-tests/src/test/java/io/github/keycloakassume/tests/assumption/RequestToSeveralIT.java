package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A request about a user whom two organizations control")
final class RequestToSeveralIT {

    private final Tenant tenant;
    private final Story story;
    private final Organization acme;
    private final TestUser olga;
    private final Organization beta;
    private final TestUser olaf;

    private String id = "";

    RequestToSeveralIT(RealmFixture realm, Browser browser, Rows rows) {
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
    void that_one_has_approved_is_refused_by_the_other_and_lets_nobody_in() {
        String ofAcme = approved(acme, olga);

        answer(beta, olaf, "deny", Map.of("word", "not through us"));

        assertThat(seenByAsker().path("state").asText()).isEqualTo("denied");
        JsonNode toAcme = seenBy(acme, olga);
        assertThat(toAcme.path("grant").asText()).isEqualTo(ofAcme);
        assertThat(toAcme.has("word")).isFalse();
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void is_answered_by_the_user_alone() {
        approved(acme, olga);

        AdminApi.Answer own = tenant.account(tenant.alice()).post("me/requests/" + id + "/approve", Map.of());

        assertThat(own.status()).as("%s", own.body()).isEqualTo(201);
        story.assertReaches(tenant.alice(), own.body().path("id").asText());
        assertNothingKnown(seenBy(beta, olaf), "approved");
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

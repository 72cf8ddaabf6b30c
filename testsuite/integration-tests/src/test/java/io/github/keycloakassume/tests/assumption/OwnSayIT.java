package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A user, about his own account")
final class OwnSayIT {

    private static final String MY_GRANTS = "me/grants";

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;

    OwnSayIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
    }

    @Test
    void lets_the_vendor_in_for_as_long_as_he_says() {
        AdminApi.Answer granted = alice().post(MY_GRANTS, Map.of("duration", "PT10M"));

        assertThat(granted.status()).isEqualTo(201);
        assertThat(granted.body().path("endsAt").asLong()
                        - granted.body().path("startsAt").asLong())
                .isEqualTo(600_000);
        story.assertReaches(tenant.alice(), granted.body().path("id").asText());
        AdminApi.Answer overview = alice().get("me");
        assertThat(overview.body().path("enabled").asBoolean()).isTrue();
        assertThat(overview.body().path("until").asLong())
                .isEqualTo(granted.body().path("endsAt").asLong());
    }

    @Test
    void shows_him_out_again() {
        String grant = allow();
        Story.Running running = story.running();

        AdminApi.Answer revoked = alice().delete(MY_GRANTS + "/" + grant);

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body().path("state").asText()).isEqualTo("revoked");
        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
        assertThat(alice().get("me").body().path("enabled").asBoolean()).isFalse();
    }

    @Test
    void takes_back_what_an_administrator_has_granted_for_him_alone() {
        String grant = tenant.grantAlice();

        assertThat(alice().delete(MY_GRANTS + "/" + grant).status()).isEqualTo(200);

        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void denies_what_is_granted_for_all_of_the_realm() {
        String ofRealm = tenant.grant(Map.of("scope", "realm", "duration", "P1D"));
        try {
            Story.Running running = story.running();

            deny();

            story.assertOver(running);
            story.assertOutOfReach(tenant.alice());
            AdminApi.Answer overview = alice().get("me");
            assertThat(overview.body().path("enabled").asBoolean()).isFalse();
            assertThat(overview.body().path("denied").asBoolean()).isTrue();
            story.assertReaches(tenant.user("bob"), ofRealm);
        } finally {
            tenant.revoke(ofRealm);
        }
    }

    @Test
    void denies_what_an_administrator_grants_for_him_alone_later() {
        deny();

        tenant.grantAlice();

        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void lifts_his_own_denial() {
        String denial = deny();
        String grant = tenant.grantAlice();

        assertThat(alice().delete(MY_GRANTS + "/" + denial).status()).isEqualTo(200);

        story.assertReaches(tenant.alice(), grant);
    }

    @Test
    void has_his_denial_neither_lifted_nor_changed_by_an_administrator() {
        String denial = deny();
        tenant.grantAlice();

        AdminApi.Answer ended = tenant.revoke(denial);
        AdminApi.Answer changed =
                tenant.adasApi().put(Tenant.GRANTS + "/" + denial, Map.of("duration", "PT1M", "version", 0));

        assertThat(ended.status()).isEqualTo(403);
        assertThat(ended.errorKey()).isEqualTo("grant-not-yours");
        assertThat(changed.status()).isEqualTo(403);
        assertThat(changed.errorKey()).isEqualTo("grant-not-yours");
        assertThat(rows.of("ASSUME_GRANT", "ID", denial))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("VERSION", 0).doesNotContainKey("ENDED_AT"));
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void does_not_lift_what_an_administrator_denies_for_him() {
        String denial = tenant.grant(tenant.wish("P1D", Map.of("effect", "deny")));
        allow();

        AdminApi.Answer answer = alice().delete(MY_GRANTS + "/" + denial);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("grant-not-yours");
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void answers_what_the_vendor_asks_about_him() {
        String first = ask(tenant.alice());
        String second = ask(tenant.alice());
        String aboutBob = ask(tenant.user("bob"));
        assertThat(alice().get("me/requests?state=pending").body().findValuesAsText("id"))
                .contains(first, second)
                .doesNotContain(aboutBob);

        AdminApi.Answer denied = alice().post("me/requests/" + first + "/deny", Map.of("word", "not today"));
        assertThat(denied.status()).isEqualTo(200);
        story.assertOutOfReach(tenant.alice());

        AdminApi.Answer approved = alice().post("me/requests/" + second + "/approve", Map.of());
        assertThat(approved.status()).isEqualTo(201);
        story.assertReaches(tenant.alice(), approved.body().path("id").asText());
    }

    @Test
    void answers_nothing_about_others() {
        String aboutBob = ask(tenant.user("bob"));

        AdminApi.Answer approved = alice().post("me/requests/" + aboutBob + "/approve", Map.of());
        AdminApi.Answer denied = alice().post("me/requests/" + aboutBob + "/deny", Map.of());

        assertThat(approved.status()).isEqualTo(404);
        assertThat(approved.errorKey()).isEqualTo("request-not-found");
        assertThat(denied.errorKey()).isEqualTo("request-not-found");
        assertThat(rows.of("ASSUME_REQUEST", "ID", aboutBob))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("OUTCOME"));
    }

    @Test
    void finds_no_grants_of_others() {
        TestUser bob = tenant.user("bob");
        String bobs = tenant.account(bob)
                .post(MY_GRANTS, Map.of("duration", "P1D"))
                .body()
                .path("id")
                .asText();

        for (AdminApi.Answer answer : List.of(
                alice().get(MY_GRANTS + "/" + bobs),
                alice().put(MY_GRANTS + "/" + bobs, Map.of("duration", "P1Y", "version", 0)),
                alice().delete(MY_GRANTS + "/" + bobs))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.errorKey()).isEqualTo("grant-not-found");
        }
        assertThat(alice().get(MY_GRANTS).body().findValuesAsText("id")).doesNotContain(bobs);
        story.assertReaches(bob, bobs);
    }

    @Test
    void decides_for_nobody_else() {
        TestUser bob = tenant.user("bob");

        AdminApi.Answer ofBob = alice().post(MY_GRANTS, Map.of("scope", "user", "user", bob.id(), "duration", "P1D"));
        AdminApi.Answer ofRealm = alice().post(MY_GRANTS, Map.of("scope", "realm", "duration", "P1D"));

        assertThat(ofBob.status()).isEqualTo(404);
        assertThat(ofBob.errorKey()).isEqualTo("user-not-found");
        assertThat(ofRealm.status()).isEqualTo(400);
        assertThat(ofRealm.errorKey()).isEqualTo("scope-invalid");
        story.assertOutOfReach(bob);
    }

    @Test
    void sees_who_was_he_when_why_and_where() {
        String grant = allow();
        Story.Running running = story.running();
        tenant.scene().revert();

        AdminApi.Answer history = alice().get("me/history");

        assertThat(history.body()).hasSize(1);
        JsonNode visit = history.body().get(0);
        assertThat(visit.path("id").asText()).isEqualTo(running.id());
        assertThat(visit.path("by").asText()).contains(tenant.agent().username());
        assertThat(visit.path("reason").asText()).isEqualTo(Scene.REASON);
        assertThat(visit.path("grant").asText()).isEqualTo(grant);
        assertThat(visit.path("startedAt").asLong()).isPositive();
        assertThat(visit.path("endedAt").asLong())
                .isGreaterThanOrEqualTo(visit.path("startedAt").asLong());
        assertThat(visit.path("applications").toString())
                .contains(tenant.scene().client().clientId());
        assertThat(alice().get("me/history/count").body().asInt()).isEqualTo(1);
    }

    @Test
    void sees_nothing_of_what_was_only_asked_for_and_nothing_of_others() {
        allow();
        tenant.scene().request(tenant.alice());
        assertThat(alice().get("me/history").body()).isEmpty();

        story.running();

        assertThat(alice().get("me/history/count").body().asInt()).isEqualTo(1);
        AdminApi bobs = tenant.account(tenant.user("bob"));
        assertThat(bobs.get("me/history").body()).isEmpty();
        assertThat(bobs.get("me/history/count").body().asInt()).isZero();
    }

    @Test
    void looks_and_decides_nothing_with_a_token_that_may_only_look() {
        TestUser viewer = tenant.user("viewer");
        var roles = realm.admin().users().get(viewer.id()).roles();
        roles.realmLevel().remove(roles.realmLevel().listAll());
        realm.grant(viewer, "account", "view-profile");

        AdminApi own = tenant.account(viewer);

        assertThat(own.get("me").status()).isEqualTo(200);
        AdminApi.Answer answer = own.post(MY_GRANTS, Map.of("duration", "P1D"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("not-allowed");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", viewer.id())).isEmpty();
    }

    @Test
    void is_nobody_with_a_token_that_is_for_something_else() {
        TestClient other = realm.client(
                "other-" + tenant.scene().number(), representation -> representation.setFullScopeAllowed(false));
        AdminApi foreign = AdminApi.ofAccount(
                realm, realm.tokens().password(other, tenant.alice()).accessToken());

        for (AdminApi.Answer answer : List.of(
                foreign.get("me"), foreign.get("me/history"), foreign.post(MY_GRANTS, Map.of("duration", "P1D")))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .isPresent();
        }
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void is_only_looked_over_the_shoulder_by_whoever_acts_as_him() {
        String grant = allow();
        Story.Running running = story.running();
        String request = ask(tenant.alice());
        AdminApi asAlice = AdminApi.ofAccount(realm, running.tokens().accessToken());

        assertThat(asAlice.get("me").status()).isEqualTo(200);
        assertThat(asAlice.get(MY_GRANTS).status()).isEqualTo(200);
        assertThat(asAlice.get("me/requests").status()).isEqualTo(200);
        assertThat(asAlice.get("me/history").status()).isEqualTo(200);
        for (AdminApi.Answer answer : List.of(
                asAlice.post(MY_GRANTS, Map.of("duration", "indefinite")),
                asAlice.put(MY_GRANTS + "/" + grant, Map.of("duration", "indefinite", "version", 0)),
                asAlice.delete(MY_GRANTS + "/" + grant),
                asAlice.post("me/requests/" + request + "/approve", Map.of()),
                asAlice.post("me/requests/" + request + "/deny", Map.of()))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.errorKey()).isEqualTo("impersonated");
        }
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("VERSION", 0).doesNotContainKey("ENDED_AT"));
        assertThat(rows.of("ASSUME_REQUEST", "ID", request))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("OUTCOME"));
    }

    @Test
    void decides_nothing_when_he_is_vendor() {
        AdminApi own = tenant.account(tenant.agent());

        AdminApi.Answer answer = own.post(MY_GRANTS, Map.of("duration", "P1D"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("vendor-may-not-decide");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.agent().id())).isEmpty();
    }

    private AdminApi alice() {
        return tenant.account(tenant.alice());
    }

    private String allow() {
        AdminApi.Answer answer = alice().post(MY_GRANTS, Map.of("duration", "P1D"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private String deny() {
        AdminApi.Answer answer = alice().post(MY_GRANTS, Map.of("effect", "deny", "duration", "indefinite"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private String ask(TestUser about) {
        AdminApi.Answer asked = tenant.agentsApi()
                .post(
                        Tenant.REQUESTS,
                        Map.of("scope", "user", "user", about.id(), "duration", "P1D", "reason", "ticket 42"));
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        return asked.body().path("id").asText();
    }
}

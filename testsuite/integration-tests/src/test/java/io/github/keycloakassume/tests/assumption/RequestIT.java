package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.tests.knowing.SteadyAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@KeycloakTest
@DisplayName("A request")
final class RequestIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final TimeMachine time;

    private Office office;

    RequestIT(RealmFixture realm, Rows rows, TimeMachine time) {
        this.realm = realm;
        this.rows = rows;
        this.time = time;
    }

    @BeforeEach
    void openTheOffice() {
        office = Office.in(realm);
    }

    @Test
    void is_not_made_while_the_asker_waits_for_a_hundred_answers() {
        String first = office.ask();
        for (int asked = 1; asked < 100; asked++) {
            if (asked == 50) {
                // More than half of them within an hour would be too many requests.
                time.forward(Duration.ofHours(1));
            }
            office.ask();
        }

        AdminApi.Answer oneMore = office.agentsApi().post(Tenant.REQUESTS, office.question("P1D", Map.of()));

        assertThat(oneMore.status()).isEqualTo(409);
        assertThat(oneMore.errorKey()).isEqualTo("too-many");
        assertThat(pendingOf(office.agentsApi())).hasSize(100);
        assertThat(office.agentsApi().delete(Tenant.REQUESTS + "/" + first).status())
                .isEqualTo(204);
        office.ask();
    }

    @Test
    void is_seen_by_those_who_decide_and_by_who_asked_but_by_no_other_agent() {
        String id = office.ask();
        TestUser other = office.user("other-agent", "assume-accounts");

        assertThat(pendingOf(office.adasApi())).contains(id);
        assertThat(pendingOf(office.agentsApi())).containsExactly(id);
        assertThat(pendingOf(office.api(other))).isEmpty();
        assertThat(office.api(other).get(Tenant.REQUESTS + "/count").body().asInt())
                .isZero();
        assertThat(office.api(other).get(Tenant.REQUESTS + "?after=" + id).errorKey())
                .isEqualTo("request-not-found");
        assertThat(office.agentsApi().get(Tenant.REQUESTS + "?after=" + id).status())
                .isEqualTo(200);
    }

    @Test
    void does_not_tell_by_the_time_of_its_answer_whether_there_is_such_a_user() {
        for (String user : List.of(office.alice().username(), "unknown-user")) {
            assertThat(SteadyAnswer.of(() -> office.agentsApi()
                                    .post(
                                            Tenant.REQUESTS,
                                            office.question("P1D", Map.of("scope", "user", "user", user))))
                            .status())
                    .isLessThan(500);
        }
    }

    @Test
    void is_granted_as_asked_to_who_asked_and_to_nobody_else() {
        String id = office.ask();
        TestUser other = office.user("other-agent", "assume-accounts");
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");

        AdminApi.Answer approved = approve(office.ada(), id, Map.of());

        assertThat(approved.status()).isEqualTo(201);
        JsonNode grant = approved.body();
        assertThat(grant.path("request").asText()).isEqualTo(id);
        assertThat(grant.path("grantee").path("user").asText())
                .isEqualTo(office.agent().id());
        assertThat(grant.path("endsAt").asLong() - grant.path("startsAt").asLong())
                .isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(office.attempt().body().path("grant").asText()).isEqualTo(Office.id(approved));
        assertThat(office.attempt(other, Map.of()).errorKey()).isEqualTo("grant-required");
        JsonNode request = seenByAsker(id);
        assertThat(request.path("state").asText()).isEqualTo("approved");
        assertThat(request.path("grant").asText()).isEqualTo(Office.id(approved));
    }

    @Test
    void is_granted_for_less_time_than_asked() {
        String id = office.ask();

        JsonNode grant = approve(office.ada(), id, Map.of("duration", "PT1H")).body();

        assertThat(grant.path("endsAt").asLong() - grant.path("startsAt").asLong())
                .isEqualTo(Duration.ofHours(1).toMillis());
        time.forward(Duration.ofHours(1));
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void is_granted_on_narrower_terms_than_asked() {
        String role = office.named("clerk");
        realm.grantRealmRole(office.alice(), role);
        String id = office.ask();

        AdminApi.Answer approved = approve(
                office.ada(),
                id,
                Map.of("mode", "read-only", "maxLifespan", 600, "maxConcurrent", 1, "subjectRoles", List.of(role)));

        assertThat(approved.status()).isEqualTo(201);
        assertThat(approved.body().path("mode").asText()).isEqualTo("read-only");
        assertThat(approved.body().path("maxLifespan").asInt()).isEqualTo(600);
        assertThat(approved.body().path("maxConcurrent").asInt()).isEqualTo(1);
        assertThat(approved.body().path("subjectRoles")).hasSize(1);
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
        assertThat(office.attempt(office.agent(), Map.of("mode", "read-only")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "duration      | \"P2D\"",
                "duration      | \"indefinite\"",
                "mode          | \"full\"",
                "maxLifespan   | 601",
                "maxConcurrent | 3",
                "subjectRoles  | []",
                "subjectRoles  | [\"default-roles-REALM\"]",
                "allow         | [\"impersonate\", \"unlock\"]",
            })
    void is_not_granted_beyond_what_it_asks_for(String field, String value) {
        String role = office.named("clerk");
        realm.grantRealmRole(office.alice(), role);
        String roleId = realm.admin().roles().get(role).toRepresentation().getId();
        String id = office.ask(office.question(
                "P1D",
                Map.of("mode", "read-only", "maxLifespan", 600, "maxConcurrent", 2, "subjectRoles", List.of(roleId))));

        AdminApi.Answer wider = office.adasApi()
                .post(
                        Tenant.REQUESTS + "/" + id + "/approve",
                        "{\"" + field + "\": " + value.replace("REALM", realm.name()) + "}");

        assertThat(wider.status()).isEqualTo(400);
        assertThat(wider.errorKey()).isEqualTo("wider-than-asked");
        assertThat(wider.body().path("params").get(0).asText()).isEqualTo(field);
        assertNothingCameOf(id, "pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grantee", "scope", "user", "organization", "effect", "reason", "ticket", "version"})
    void is_granted_to_nobody_else_and_for_nothing_else(String field) {
        String id = office.ask();
        Map<String, Object> other = Map.of(
                "grantee",
                Map.of("user", office.user("other-agent", "assume-accounts").id()),
                "version",
                0);

        AdminApi.Answer answer = approve(office.ada(), id, Map.of(field, other.getOrDefault(field, "x")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("unknown-field");
        assertNothingCameOf(id, "pending");
    }

    @Test
    void is_denied_with_a_word_that_the_asker_reads() {
        String id = office.ask();

        AdminApi.Answer denied = deny(office.ada(), id, Map.of("word", "not without a ticket of ours"));

        assertThat(denied.status()).isEqualTo(200);
        assertThat(seenByAsker(id).path("word").asText()).isEqualTo("not without a ticket of ours");
        assertNothingCameOf(id, "denied");
    }

    @Test
    void is_withdrawn_by_who_asked_and_granted_no_more() {
        String id = office.ask();

        assertThat(office.agentsApi().delete(Tenant.REQUESTS + "/" + id).status())
                .isEqualTo(204);

        assertAnswered(approve(office.ada(), id, Map.of()));
        assertAnswered(deny(office.ada(), id, Map.of()));
        assertAnswered(office.agentsApi().delete(Tenant.REQUESTS + "/" + id));
        assertNothingCameOf(id, "withdrawn");
    }

    @Test
    void is_withdrawn_by_nobody_else() {
        String id = office.ask();
        TestUser other = office.user("other-agent", "assume-accounts");

        assertThat(office.api(other).delete(Tenant.REQUESTS + "/" + id).errorKey())
                .isEqualTo("request-not-found");
        assertThat(office.adasApi().delete(Tenant.REQUESTS + "/" + id).errorKey())
                .isEqualTo("request-not-found");
        assertNothingCameOf(id, "pending");
    }

    @Test
    void is_answered_once() {
        String id = office.ask();
        approve(office.ada(), id, Map.of("duration", "PT1H"));

        assertAnswered(approve(office.ada(), id, Map.of()));
        assertAnswered(deny(office.ada(), id, Map.of()));

        assertThat(grantsOfAlice()).hasSize(1);
        assertThat(seenByAsker(id).path("state").asText()).isEqualTo("approved");
    }

    @Test
    void is_answered_once_when_two_approve_it_at_the_same_moment() throws InterruptedException {
        String id = office.ask();
        AdminApi adas = office.adasApi();
        AdminApi bens = office.api(office.user("ben", "manage-account-assumption"));
        String approve = Tenant.REQUESTS + "/" + id + "/approve";

        List<AdminApi.Answer> answers =
                Office.atOnce(() -> adas.post(approve, Map.of()), () -> bens.post(approve, Map.of()));

        assertThat(answers).extracting(AdminApi.Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(grantsOfAlice()).hasSize(1);
        assertThat(trail("GRANT_GIVEN")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "deny"})
    void is_never_answered_by_who_asked_whatever_else_he_may(String answer) {
        TestUser rita = office.user("rita", "realm-admin");
        Map<String, Object> question = office.question("P1D", Map.of());
        AdminApi.Answer asked = office.api(rita).post(Tenant.REQUESTS, question);
        assertThat(asked.status()).isEqualTo(201);
        String id = Office.id(asked);

        AdminApi.Answer own = office.api(rita).post(Tenant.REQUESTS + "/" + id + "/" + answer, Map.of());

        assertThat(own.status()).isEqualTo(403);
        assertThat(own.errorKey()).isEqualTo("own-request");
        assertThat(grantsOfAlice()).isEmpty();
        assertThat(approve(office.ada(), id, Map.of()).status()).isEqualTo(201);
    }

    @Test
    void is_not_answered_by_the_agent_who_asked_nor_by_his_colleague() {
        String id = office.ask();
        TestUser colleague = office.user("colleague", "assume-accounts", "manage-account-assumption");

        assertThat(approve(office.agent(), id, Map.of()).errorKey()).isEqualTo("not-allowed");
        assertThat(approve(colleague, id, Map.of()).errorKey()).isEqualTo("vendor-may-not-decide");
        assertNothingCameOf(id, "pending");
    }

    @Test
    void lapses_after_three_days_whether_or_not_anybody_has_noted_it() {
        String id = office.ask();
        time.forward(Duration.ofHours(71));
        assertThat(seenByAsker(id).path("state").asText()).isEqualTo("pending");

        time.forward(Duration.ofHours(1));

        assertAnswered(approve(office.ada(), id, Map.of()));
        assertAnswered(deny(office.ada(), id, Map.of()));
        assertNothingCameOf(id, "lapsed");
    }

    @Test
    void lapses_when_the_realm_wants_it_to() {
        lapse(3600);
        String id = office.ask();
        lapse(Duration.ofDays(3).toSeconds());

        time.forward(Duration.ofHours(1));

        assertAnswered(approve(office.ada(), id, Map.of()));
        assertNothingCameOf(id, "lapsed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"view-account-assumption", "view-users", "manage-account-assumption"})
    void is_made_by_nobody_who_could_never_act_under_it(String role) {
        TestUser outsider = office.user("outsider", role);

        AdminApi.Answer answer = office.api(outsider).post(Tenant.REQUESTS, office.question("P1D", Map.of()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("not-allowed");
        assertThat(rows.of("ASSUME_REQUEST", "TARGET_ID", office.alice().id())).isEmpty();
    }

    @Test
    void is_neither_made_nor_answered_by_somebody_who_is_somebody_else(Browser browser) {
        Tenant tenant = Tenant.with(realm, browser);
        tenant.grantAlice();
        String id = office.ask();
        tenant.scene().becomeAlice();
        AdminApi asAlice =
                AdminApi.of(realm, tenant.scene().app().singleSignOn().accessToken());

        AdminApi.Answer asked = asAlice.post(Tenant.REQUESTS, office.question("P1D", Map.of()));
        AdminApi.Answer approved = asAlice.post(Tenant.REQUESTS + "/" + id + "/approve", Map.of());

        assertThat(asked.status()).isEqualTo(403);
        assertThat(asked.errorKey()).isEqualTo("impersonated");
        assertThat(approved.errorKey()).isEqualTo("impersonated");
        assertThat(rows.of("ASSUME_REQUEST", "REQUESTED_BY_ID", tenant.alice().id()))
                .isEmpty();
        assertNothingCameOf(id, "pending");
    }

    private AdminApi.Answer approve(TestUser by, String id, Map<String, ?> less) {
        return office.api(by).post(Tenant.REQUESTS + "/" + id + "/approve", less);
    }

    private AdminApi.Answer deny(TestUser by, String id, Map<String, ?> body) {
        return office.api(by).post(Tenant.REQUESTS + "/" + id + "/deny", body);
    }

    private void lapse(long seconds) {
        AdminApi ada = office.adasApi();
        Map<String, Object> settings =
                new HashMap<>(Map.of("governs", "role", "vendorIdentityProviders", List.of(), "requestLapse", seconds));
        settings.put("version", ada.get(Tenant.SETTINGS).body().path("version").asInt());
        assertThat(ada.put(Tenant.SETTINGS, settings).status()).isEqualTo(200);
    }

    private static List<String> pendingOf(AdminApi api) {
        List<String> ids = new ArrayList<>();
        api.get(Tenant.REQUESTS + "?state=pending&max=1000")
                .body()
                .forEach(request -> ids.add(request.path("id").asText()));
        return ids;
    }

    private JsonNode seenByAsker(String id) {
        for (JsonNode request : office.agentsApi().get(Tenant.REQUESTS).body()) {
            if (request.path("id").asText().equals(id)) {
                return request;
            }
        }
        throw new AssertionError("no request " + id);
    }

    private static void assertAnswered(AdminApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorKey()).isEqualTo("request-answered");
    }

    /** No grant, no row of the trail that says so, and nobody becomes Alice. */
    private void assertNothingCameOf(String id, String state) {
        assertThat(seenByAsker(id).path("state").asText()).isEqualTo(state);
        assertThat(grantsOfAlice()).isEmpty();
        assertThat(trail("GRANT_GIVEN")).isEmpty();
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    private List<Map<String, Object>> grantsOfAlice() {
        return rows.of("ASSUME_GRANT", "TARGET_ID", office.alice().id());
    }

    private List<Map<String, Object>> trail(String action) {
        return rows.of("ASSUME_TRAIL", "SUBJECT_ID", office.alice().id()).stream()
                .filter(row -> action.equals(row.get("ACTION")))
                .toList();
    }
}

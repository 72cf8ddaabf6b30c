package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("The trail")
final class TrailIT {

    private static final String TRAIL = "impersonation/trail";

    private final RealmFixture realm;
    private final Browser browser;
    private final AdminApi admin;

    TrailIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
    }

    @Test
    void of_an_impersonation_tells_it_from_request_to_end_the_latest_first() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.app().singleSignOn();
        scene.revert();

        AdminApi.Answer trail = scene.agentApi().get(Scene.SESSIONS + "/" + id + "/trail");

        assertThat(texts(trail, "action")).containsExactly("ENDED", "ACTED", "ACTED", "STARTED", "REQUESTED");
        assertThat(texts(trail, "client")).contains(scene.client().clientId());
        assertThat(scene.agentApi()
                        .get(Scene.SESSIONS + "/" + id + "/trail/count")
                        .body()
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void of_an_impersonation_is_unknown_to_those_who_may_not_see_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();
        AdminApi other = api(scene, "impersonation");

        for (String part : List.of("/trail", "/trail/count", "/counts")) {
            AdminApi.Answer answer = other.get(Scene.SESSIONS + "/" + id + part);
            assertThat(answer.status()).as(part).isEqualTo(404);
            assertThat(answer.errorKey()).isEqualTo("impersonation-not-found");
        }
    }

    @Test
    void is_not_given_for_a_name_that_two_persons_in_it_have() {
        Scene scene = Scene.with(realm, browser);
        scene.request(scene.alice());
        TestUser namesake = Namesake.of(realm, scene.alice());
        scene.agentApi().post(Scene.SESSIONS, Map.of("user", namesake.id(), "reason", "r"));

        for (String list : List.of(TRAIL, TRAIL + "/count")) {
            AdminApi.Answer answer = admin.get(list + "?user=" + scene.alice().username());
            assertThat(answer.errorKey()).as(list).isEqualTo("user-ambiguous");
            assertThat(answer.status()).as(list).isEqualTo(409);
        }
        assertThat(admin.get(TRAIL + "?user=" + scene.alice().id()).body()).hasSize(1);
    }

    @Test
    void of_a_realm_is_for_those_who_watch_over_impersonations_alone() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();

        AdminApi.Answer refused = scene.agentApi().get(TRAIL);
        AdminApi.Answer seen = api(scene, "view-impersonations").get(TRAIL);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorKey()).isEqualTo("not-allowed");
        assertThat(refused.response().body()).doesNotContain(id);
        assertThat(texts(seen, "impersonation")).contains(id);
    }

    @Test
    void is_found_by_action_user_actor_and_time() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        JsonNode started = admin.get(TRAIL + "?action=STARTED&user="
                        + scene.alice().username() + "&actor=" + scene.agent().id())
                .body();

        assertThat(started)
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.path("impersonation").asText()).isEqualTo(id));
        long time = started.get(0).path("time").asLong();
        String ofAlice = TRAIL + "?action=STARTED&user=" + scene.alice().id();
        assertThat(admin.get(ofAlice + "&from=" + time).body()).hasSize(1);
        assertThat(admin.get(ofAlice + "&to=" + time).body()).isEmpty();
        assertThat(admin.get(ofAlice + "&from=" + time + "&to=" + (time + 1)).body())
                .hasSize(1);
    }

    @Test
    void is_paged_without_a_gap_and_counted() {
        Scene scene = Scene.with(realm, browser);
        IntStream.range(0, 5).forEach(i -> scene.request(scene.alice()));
        String ofAlice = TRAIL + "?user=" + scene.alice().id();

        List<String> all = texts(admin.get(ofAlice), "id");
        List<String> first = texts(admin.get(ofAlice + "&max=2"), "id");
        List<String> rest = texts(admin.get(ofAlice + "&first=2&max=10"), "id");

        assertThat(all).hasSize(5).doesNotHaveDuplicates();
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(rest).isEqualTo(all.subList(2, 5));
        assertThat(admin.get(TRAIL + "/count?user=" + scene.alice().id()).body().asInt())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first=-1",
                "max=0",
                "max=1001",
                "max=x",
                "from=yesterday",
                "to=999999999999999",
                "action=started"
            })
    void is_not_given_for_a_query_that_cannot_be_meant_so(String parameter) {
        AdminApi.Answer answer = admin.get(TRAIL + "?" + parameter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("invalid-parameter");
        assertThat(answer.body().at("/params/0").asText()).isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void is_exported_as_csv_in_which_no_cell_is_a_formula() {
        Scene scene = Scene.with(realm, browser);
        scene.agentApi()
                .post(
                        Scene.SESSIONS,
                        Map.of("user", scene.alice().username(), "reason", "=HYPERLINK(\"http://evil.example\")"));

        AdminApi.Answer csv =
                admin.getAs("text/csv", TRAIL + "?user=" + scene.alice().id());

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.response().headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.response().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"trail.csv\"");
        assertThat(csv.response().body())
                .startsWith("\"id\",\"time\",\"action\"")
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"")
                .contains(scene.agent().id());
    }

    @Test
    void says_for_which_ticket() {
        Scene scene = Scene.with(realm, browser);
        Map<String, String> wish = new HashMap<>(scene.wish(scene.alice()));
        wish.put("ticket", "INC-4711");
        String id =
                scene.agentApi().post(Scene.SESSIONS, wish).body().path("id").asText();

        assertThat(texts(scene.agentApi().get(Scene.SESSIONS + "/" + id + "/trail"), "ticket"))
                .containsExactly("INC-4711");
    }

    @Test
    void has_no_filter_that_it_does_not_know() {
        Scene scene = Scene.with(realm, browser);

        AdminApi.Answer answer =
                scene.agentApi().get(Scene.SESSIONS + "?usr=" + scene.alice().id());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("invalid-parameter");
        assertThat(answer.body().path("params")).hasToString("[\"usr\"]");
    }

    @Test
    void counts_refreshes_by_application_and_address() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        for (int i = 0; i < 3; i++) {
            tokens = realm.tokens().refresh(scene.client(), tokens.refreshToken());
        }

        JsonNode counts =
                scene.agentApi().get(Scene.SESSIONS + "/" + id + "/counts").body();

        assertThat(counts).singleElement().satisfies(count -> {
            assertThat(count.path("kind").asText()).isEqualTo("REFRESH_TOKEN");
            assertThat(count.path("client").asText()).isEqualTo(scene.client().clientId());
            assertThat(count.path("times").asInt()).isEqualTo(3);
            assertThat(count.path("ipAddress").asText()).isNotEmpty();
            assertThat(count.path("firstAt").asLong())
                    .isLessThanOrEqualTo(count.path("lastAt").asLong());
        });
        assertThat(texts(scene.agentApi().get(Scene.SESSIONS + "/" + id + "/trail"), "detail"))
                .filteredOn("REFRESH_TOKEN"::equals)
                .as("and has the first alone")
                .hasSize(1);
    }

    @Test
    void counts_all_of_what_is_done_at_the_same_moment() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        assertThat(SimultaneousPosts.of(browser.context())
                        .send(
                                realm.url() + "/protocol/openid-connect/userinfo",
                                Map.of("access_token", tokens.accessToken()),
                                8))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));

        assertThat(scene.agentApi().get(Scene.SESSIONS + "/" + id + "/counts").body())
                .singleElement()
                .satisfies(count -> assertThat(count.path("times").asInt()).isEqualTo(8));
    }

    @Test
    void is_written_in_a_realm_that_keeps_no_events_too() {
        realm.update(representation -> representation.setEventsEnabled(false));
        try {
            Scene scene = Scene.with(realm, browser);
            String id = scene.becomeAlice();
            scene.app().singleSignOn();

            assertThat(texts(scene.agentApi().get(Scene.SESSIONS + "/" + id + "/trail"), "detail"))
                    .contains("LOGIN", "CODE_TO_TOKEN");
        } finally {
            realm.update(representation -> representation.setEventsEnabled(true));
        }
    }

    @Test
    void is_in_the_log_too_a_line_of_json_each(RunningKeycloak server, @TempDir Path directory) throws IOException {
        Scene scene = Scene.with(realm, browser);
        String reason = "first line\n{\"action\":\"ENDED\"}";
        String id = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().username(), "reason", reason))
                .body()
                .path("id")
                .asText();

        Path log = directory.resolve("log");
        server.nodes().get(0).copyLog(log);

        List<String> lines = Files.readAllLines(log).stream()
                .filter(line -> line.contains(id) && line.contains("io.github.keycloakassume.trail"))
                .toList();
        assertThat(lines).singleElement().satisfies(line -> {
            JsonNode entry = new ObjectMapper().readTree(line.substring(line.indexOf("{\"id\"")));
            assertThat(entry.path("action").asText()).isEqualTo("REQUESTED");
            assertThat(entry.path("detail").asText()).isEqualTo(reason);
            assertThat(entry.path("actorId").asText()).isEqualTo(scene.agent().id());
        });
    }

    @Test
    void is_not_filled_by_somebody_who_is_refused_again_and_again_and_says_that_he_was() {
        Scene scene = Scene.withAgentRoles(realm, browser, "view-users");
        Map<String, String> wish = scene.wish(scene.alice());
        IntStream.range(0, 70)
                .forEach(i -> assertThat(
                                scene.agentApi().post(Scene.SESSIONS, wish).status())
                        .isEqualTo(403));

        String ofAgent = TRAIL + "?max=1000&actor=" + scene.agent().id();

        assertThat(admin.get(ofAgent + "&action=REFUSED").body()).hasSize(60);
        assertThat(admin.get(ofAgent + "&action=REFUSALS_OMITTED").body()).hasSize(1);
    }

    private AdminApi api(Scene scene, String role) {
        TestUser other = realm.user(role + "-" + scene.number(), role);
        return AdminApi.of(realm, realm.tokens().password(scene.client(), other).accessToken());
    }

    private static List<String> texts(AdminApi.Answer answer, String field) {
        return StreamSupport.stream(answer.body().spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KeycloakTest
@DisplayName("The list of impersonations")
final class SessionListIT {

    private final RealmFixture realm;
    private final Browser browser;

    SessionListIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void has_ones_own_alone() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();
        AdminApi other = api(scene, "impersonation");
        String others = other.post(Scene.SESSIONS, Map.of("user", scene.alice().username(), "reason", "r"))
                .body()
                .path("id")
                .asText();

        assertThat(ids(scene.agentApi().get(Scene.SESSIONS))).containsExactly(id);
        assertThat(ids(other.get(Scene.SESSIONS))).containsExactly(others);
        assertThat(other.get(Scene.SESSIONS + "/count").body().asInt()).isEqualTo(1);
        assertThat(ids(other.get(
                        Scene.SESSIONS + "?impersonator=" + scene.agent().id())))
                .isEmpty();
    }

    @Test
    void has_everybodys_for_those_who_watch_over_them() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();
        AdminApi watching = api(scene, "view-impersonations");

        assertThat(ids(watching.get(
                        Scene.SESSIONS + "?impersonator=" + scene.agent().username())))
                .containsExactly(id);
        assertThat(ids(watching.get(Scene.SESSIONS + "?user=" + scene.alice().id())))
                .containsExactly(id);
    }

    @Test
    void is_found_by_state() {
        Scene scene = Scene.with(realm, browser);
        String active = scene.becomeAliceFor(Duration.ofMinutes(10));
        String pending = scene.request(scene.alice()).body().path("id").asText();

        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?state=active"))).containsExactly(active);
        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?state=pending"))).containsExactly(pending);
        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?state=ended"))).isEmpty();
        scene.revert();
        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?state=ended"))).containsExactly(active);
        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?state=active"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANNOT SEE", "invoice", "ticket%2042"})
    void is_searched_by_a_part_of_the_reason(String part) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();

        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?search=" + part.replace(" ", "%20"))))
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "invoice_", "nothing%20like%20it"})
    void is_not_searched_by_patterns(String part) {
        Scene scene = Scene.with(realm, browser);
        scene.request(scene.alice());

        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?search=" + part)))
                .isEmpty();
    }

    @Test
    void is_paged_the_latest_first() {
        Scene scene = Scene.with(realm, browser);
        IntStream.range(0, 4).forEach(i -> scene.request(scene.alice()));

        List<String> all = ids(scene.agentApi().get(Scene.SESSIONS));

        assertThat(all).hasSize(4);
        assertThat(ids(scene.agentApi().get(Scene.SESSIONS + "?first=1&max=2"))).isEqualTo(all.subList(1, 3));
        assertThat(scene.agentApi().get(Scene.SESSIONS + "/count?max=1").body().asInt())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=ACTIVE", "max=1001", "first=x"})
    void is_not_given_for_a_query_that_cannot_be_meant_so(String parameter) {
        AdminApi.Answer answer = Scene.with(realm, browser).agentApi().get(Scene.SESSIONS + "?" + parameter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("invalid-parameter");
    }

    @Test
    void is_not_given_for_a_name_that_two_persons_in_it_have() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();
        TestUser namesake = Namesake.of(realm, scene.alice());
        scene.agentApi().post(Scene.SESSIONS, Map.of("user", namesake.id(), "reason", "r"));

        for (String list : List.of(Scene.SESSIONS, Scene.SESSIONS + "/count")) {
            AdminApi.Answer answer =
                    scene.agentApi().get(list + "?user=" + scene.alice().username());
            assertThat(answer.errorKey()).as(list).isEqualTo("user-ambiguous");
            assertThat(answer.status()).as(list).isEqualTo(409);
        }
        assertThat(ids(scene.agentApi()
                        .get(Scene.SESSIONS + "?user=" + scene.alice().id())))
                .as("by the id")
                .containsExactly(id);
    }

    @Test
    void is_not_given_for_a_name_that_two_impersonators_in_it_have() {
        Scene scene = Scene.with(realm, browser);
        scene.request(scene.alice());
        AdminApi first = scene.agentApi();
        TestUser namesake = Namesake.of(realm, scene.agent(), "impersonation");
        AdminApi.of(realm, realm.tokens().password(scene.client(), namesake).accessToken())
                .post(Scene.SESSIONS, scene.wish(scene.alice()));
        String byName = Scene.SESSIONS + "?impersonator=" + scene.agent().username();

        assertThat(api(scene, "view-impersonations").get(byName).errorKey()).isEqualTo("user-ambiguous");
        assertThat(ids(first.get(byName))).as("one's own list has but one").hasSize(1);
    }

    @Test
    void is_exported_as_csv() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();

        AdminApi.Answer csv = scene.agentApi().getAs("text/csv", Scene.SESSIONS);

        assertThat(csv.response().body().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("\"" + id + "\",\"pending\",")
                .contains("\"" + Scene.REASON + "\"");
    }

    private AdminApi api(Scene scene, String role) {
        TestUser other = realm.user(role + "-" + scene.number(), role);
        return AdminApi.of(realm, realm.tokens().password(scene.client(), other).accessToken());
    }

    private static List<String> ids(AdminApi.Answer answer) {
        return StreamSupport.stream(answer.body().spliterator(), false)
                .map(found -> found.path("id").asText())
                .toList();
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A person who impersonates")
final class RatesIT {

    private static final int STARTS = 120;
    private static final int EXTENSIONS = 60;
    private static final int SETTINGS = 120;
    private static final int PENDING = 50;

    private final RealmFixture realm;
    private final Rows rows;
    private final Browser browser;

    RatesIT(RealmFixture realm, Rows rows, Browser browser) {
        this.realm = realm;
        this.rows = rows;
        this.browser = browser;
    }

    @Test
    void asks_so_often_within_an_hour_and_may_still_end_what_they_asked_for(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        IntStream.range(1, STARTS).forEach(asked -> end(scene, ask(scene)));
        String last = ask(scene);

        AdminApi.Answer oneMore = scene.request(scene.alice());

        assertTooOften(oneMore, scene.agent());
        assertThat(asked(scene)).isEqualTo(STARTS);
        end(scene, last);
        time.forward(waitingTime(oneMore));
        assertThat(again(scene).post(Scene.SESSIONS, scene.wish(scene.alice())).status())
                .isEqualTo(201);
    }

    @Test
    void is_told_that_it_is_too_often_before_anything_of_the_user_is_looked_at() {
        Scene scene = Scene.with(realm, browser);
        IntStream.range(0, STARTS).forEach(asked -> end(scene, ask(scene)));

        AdminApi.Answer answer = scene.agentApi().post(Scene.SESSIONS, Map.of("user", "no-such-user", "mode", "bogus"));

        assertTooOften(answer, scene.agent());
    }

    @Test
    void leaves_only_so_many_unused() {
        Scene scene = Scene.with(realm, browser);
        String first = ask(scene);
        IntStream.range(1, PENDING).forEach(asked -> ask(scene));

        AdminApi.Answer oneMore = scene.request(scene.alice());

        assertThat(oneMore.status()).isEqualTo(409);
        assertThat(oneMore.errorKey()).isEqualTo("too-many");
        assertThat(asked(scene)).isEqualTo(PENDING);
        end(scene, first);
        ask(scene);
    }

    @Test
    void asks_again_once_the_links_of_what_is_unused_have_lapsed(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        IntStream.range(0, PENDING).forEach(asked -> ask(scene));
        assertThat(scene.request(scene.alice()).errorKey()).as("before").isEqualTo("too-many");

        time.forward(Duration.ofSeconds(61));

        assertThat(scene.request(scene.alice()).status()).isEqualTo(201);
    }

    @Test
    void extends_so_often_within_an_hour_and_may_still_end_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAliceFor(Duration.ofMinutes(5));
        String extend = Scene.SESSIONS + "/" + id + "/extend";
        IntStream.range(0, EXTENSIONS)
                .forEach(extended -> assertThat(scene.agentApi()
                                .post(extend, Map.of("lifespan", 600 + 10 * extended, "reason", "r"))
                                .status())
                        .isEqualTo(200));
        Object end = rows.of("ASSUME_IMPERSONATION", "ID", id).get(0).get("ENDS_AT");

        AdminApi.Answer oneMore = scene.agentApi().post(extend, Map.of("lifespan", 2_000, "reason", "r"));

        assertTooOften(oneMore, scene.agent());
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id).get(0)).containsEntry("ENDS_AT", end);
        end(scene, id);
    }

    @Test
    void changes_settings_so_often_within_an_hour() {
        Scene scene = Scene.withAgentRoles(realm, browser, "realm-admin");
        RealmSettings settings = RealmSettings.of(scene.agentApi());
        IntStream.range(0, SETTINGS).forEach(changed -> settings.change(Map.of("defaultLifespan", 600 + changed)));
        int version = settings.version();

        AdminApi.Answer oneMore = settings.put(Map.of("defaultLifespan", 1_000));

        assertTooOften(oneMore, scene.agent());
        assertThat(settings.version()).isEqualTo(version);
    }

    private void assertTooOften(AdminApi.Answer answer, TestUser actor) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.errorKey()).isEqualTo("too-many-requests");
        assertThat(waitingTime(answer)).isBetween(Duration.ofSeconds(1), Duration.ofHours(1));
        assertThat(answer.body().path("params").get(0).asLong())
                .isEqualTo(waitingTime(answer).toSeconds());
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", actor.id()))
                .filteredOn(row -> "REFUSED".equals(row.get("ACTION")))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("DETAIL", "too-many-requests"));
    }

    private static Duration waitingTime(AdminApi.Answer answer) {
        return Duration.ofSeconds(Long.parseLong(
                answer.response().headers().firstValue("Retry-After").orElseThrow()));
    }

    private static String ask(Scene scene) {
        AdminApi.Answer answer = scene.request(scene.alice());
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private static void end(Scene scene, String id) {
        assertThat(scene.agentApi().delete(Scene.SESSIONS + "/" + id).status()).isEqualTo(204);
    }

    private int asked(Scene scene) {
        return rows.of("ASSUME_IMPERSONATION", "IMPERSONATOR_ID", scene.agent().id())
                .size();
    }

    /** After an hour the first login is over. */
    private AdminApi again(Scene scene) {
        return AdminApi.of(
                realm, realm.tokens().password(scene.client(), scene.agent()).accessToken());
    }
}

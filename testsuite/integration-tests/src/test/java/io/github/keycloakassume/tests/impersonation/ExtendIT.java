package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@KeycloakTest
@DisplayName("Extending an impersonation")
final class ExtendIT {

    private static final String REASON = "the invoice is longer than I thought";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    ExtendIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void moves_its_end_in_tokens_session_and_record_with_a_reason_of_its_own(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAliceFor(Duration.ofMinutes(5));
        TokenAnswer tokens = scene.app().singleSignOn();

        AdminApi.Answer extended = extend(scene, id, 1200, REASON);

        assertThat(extended.status()).isEqualTo(200);
        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), tokens.refreshToken());
        assertThat(end(refreshed) * 1000)
                .isEqualTo(extended.body().path("endsAt").asLong());
        time.forward(Duration.ofMinutes(10));
        TokenAnswer later = realm.tokens().refresh(scene.client(), refreshed.refreshToken());
        assertThat(later.status()).as("after the first end").isEqualTo(200);
        time.forward(Duration.ofMinutes(10));
        assertThat(realm.tokens().refresh(scene.client(), later.refreshToken()).error())
                .as("after the new end")
                .isEqualTo("invalid_grant");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .filteredOn(row -> "EXTENDED".equals(row.get("ACTION")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("DETAIL", REASON)
                        .containsEntry("ACTOR_ID", scene.agent().id()));
    }

    @Test
    void leaves_the_way_back_open(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAliceFor(Duration.ofMinutes(5));
        extend(scene, id, 1200, REASON);
        time.forward(Duration.ofMinutes(10));

        scene.revert();

        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    @ParameterizedTest(name = "{0} seconds: {2}")
    @CsvSource({
        "3601, a good reason, lifespan-out-of-range, 400",
        "299, a good reason, lifespan-out-of-range, 400",
        "-1, a good reason, lifespan-out-of-range, 400",
        "1200, '', reason-required, 400",
    })
    void is_refused_beyond_the_longest_lifespan_or_without_a_reason(
            long seconds, String reason, String key, int status) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAliceFor(Duration.ofMinutes(6));

        assertRefused(scene, id, extend(scene, id, seconds, reason), status, key);
    }

    @Test
    void is_a_decision_of_its_own() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAliceFor(Duration.ofMinutes(5));
        realm.grant(scene.alice(), "realm-management", "manage-users");

        assertRefused(scene, id, extend(scene, id, 1200, REASON), 403, "subject-more-privileged");
    }

    @Test
    void is_refused_before_the_start_and_after_the_end() {
        Scene scene = Scene.with(realm, browser);
        String pending = scene.request(scene.alice()).body().path("id").asText();
        assertRefused(scene, pending, extend(scene, pending, 3000, REASON), 409, "impersonation-not-active");
        String id = scene.becomeAlice();
        scene.revert();

        assertRefused(scene, id, extend(scene, id, 3000, REASON), 409, "impersonation-not-active");
    }

    @Test
    void is_nobody_elses_business() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        AdminApi others = AdminApi.of(
                realm,
                realm.tokens()
                        .password(
                                scene.client(),
                                realm.user("extending-" + scene.number(), "impersonation", "realm-admin"))
                        .accessToken());

        assertThat(others.post(path(id), Map.of("lifespan", 3000, "reason", REASON))
                        .errorKey())
                .isEqualTo("impersonation-not-found");
    }

    private AdminApi.Answer extend(Scene scene, String id, long seconds, String reason) {
        return scene.agentApi().post(path(id), Map.of("lifespan", seconds, "reason", reason));
    }

    private static String path(String id) {
        return Scene.SESSIONS + "/" + id + "/extend";
    }

    private void assertRefused(Scene scene, String id, AdminApi.Answer answer, int status, String key) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .as("the trail knows of it and of no extension")
                .filteredOn(row -> !"STARTED".equals(row.get("ACTION")))
                .noneSatisfy(row -> assertThat(row).containsEntry("ACTION", "EXTENDED"))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", key));
        assertThat(scene.agentApi()
                        .get(Scene.SESSIONS + "/" + id)
                        .body()
                        .path("endsAt")
                        .asLong())
                .isEqualTo(rows.of("ASSUME_IMPERSONATION", "ID", id).get(0).get("ENDS_AT"));
    }

    private static long end(TokenAnswer answer) {
        return TokenEndpoint.claims(answer.accessToken()).get("impersonation") instanceof Map<?, ?> claim
                        && claim.get("exp") instanceof Number end
                ? end.longValue()
                : -1;
    }
}

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Where a realm asks more of the login of an impersonator")
final class StepUpIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final Keycloak admin;

    StepUpIT(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.admin = admin;
    }

    /** Other tests of this realm bring levels and a flow of their own. */
    @BeforeEach
    void useTheFlowWithoutLevels() {
        realm.update(settings -> settings.setBrowserFlow("browser"));
    }

    @Test
    void a_recent_login_will_do() {
        Scene scene = Scene.with(realm, browser);
        require(Map.of("stepUpMaxAge", 300));

        assertThat(scene.request(scene.alice()).status()).isEqualTo(201);
    }

    @Test
    void an_old_login_is_told_to_log_in_again_and_may_then(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        require(Map.of("stepUpMaxAge", 300));
        time.forward(Duration.ofMinutes(6));
        AdminApi old = AdminApi.of(
                realm,
                realm.tokens()
                        .refresh(scene.client(), scene.agentTokens().refreshToken())
                        .accessToken());

        AdminApi.Answer answer = old.post(Scene.SESSIONS, scene.wish(scene.alice()));

        assertInsufficient(scene, answer);
        assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge)
                        .startsWith("Bearer error=\"insufficient_user_authentication\"")
                        .contains("max_age=\"300\""));
        scene.app().openWith("&max_age=300");
        scene.page().locator("#password").fill(scene.agent().password());
        scene.page().locator("#kc-login").click();
        TokenAnswer fresh = scene.app().tokens();
        assertThat(AdminApi.of(realm, fresh.accessToken())
                        .post(Scene.SESSIONS, scene.wish(scene.alice()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_login_without_a_time_is_too_old() {
        Scene scene = Scene.with(realm, browser);
        require(Map.of("stepUpMaxAge", 300));
        // A login by password grant has a session, and Keycloak notes no time of authentication on it.
        String token = realm.tokens().password(scene.client(), scene.agent()).accessToken();

        assertInsufficient(scene, AdminApi.of(realm, token).post(Scene.SESSIONS, scene.wish(scene.alice())));
    }

    @Test
    void a_login_of_too_low_a_class_is_told_which_is_required() {
        Scene scene = Scene.with(realm, browser);
        realm.update(settings -> settings.setAttributes(Map.of("acr.loa.map", "{\"silver\":1,\"gold\":2}")));
        require(Map.of("stepUpAcr", "gold"));

        AdminApi.Answer answer = scene.request(scene.alice());

        assertInsufficient(scene, answer);
        assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("acr_values=\"gold\""));
        require(Map.of("stepUpAcr", "silver"));
        assertThat(scene.request(scene.alice()).status()).isEqualTo(201);
    }

    @Test
    void a_class_that_the_realm_does_not_know_is_reached_by_nobody() {
        Scene scene = Scene.with(realm, browser);
        require(Map.of("stepUpAcr", "platinum"));

        assertInsufficient(scene, scene.request(scene.alice()));
    }

    @Test
    void the_login_in_the_browser_must_do_too(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        require(Map.of("stepUpMaxAge", 300));
        time.forward(Duration.ofSeconds(295));
        String startUrl = AdminApi.of(
                        realm,
                        realm.tokens()
                                .refresh(scene.client(), scene.agentTokens().refreshToken())
                                .accessToken())
                .post(Scene.SESSIONS, scene.wish(scene.alice()))
                .body()
                .path("startUrl")
                .asText();
        time.forward(Duration.ofSeconds(10));

        scene.page().navigate(startUrl);

        assertThat(scene.page().content()).contains("Please log in again and start anew");
        assertThat(scene.status()).contains("\"impersonating\":false");
    }

    @Test
    void a_later_login_of_a_lower_class_makes_an_old_one_of_the_required_class_no_younger(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        LevelsFlow.in(realm);
        require(Map.of("stepUpMaxAge", 10, "stepUpAcr", "gold"));
        assertThat(requestWith(scene, logIn(scene, "gold", 2)).status()).isEqualTo(201);
        time.forward(Duration.ofSeconds(12));

        TokenAnswer silver = logIn(scene, "silver", 1);

        assertThat(TokenEndpoint.claims(silver.accessToken())).containsEntry("acr", "silver");
        assertThat(requestWith(scene, silver).status()).isEqualTo(401);
        assertThat(requestWith(scene, logIn(scene, "gold", 2)).status()).isEqualTo(201);
    }

    @Test
    void a_class_counts_no_longer_than_the_flow_lets_it(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        LevelsFlow.in(realm);
        require(Map.of("stepUpAcr", "gold"));
        TokenAnswer gold = logIn(scene, "gold", 2);
        assertThat(requestWith(scene, gold).status()).isEqualTo(201);

        time.forward(LevelsFlow.GOLD_COUNTS.plusSeconds(2));

        TokenAnswer later = realm.tokens().refresh(scene.client(), gold.refreshToken());
        assertThat(requestWith(scene, later).status()).isEqualTo(401);
    }

    /** Logs in anew, with as many forms as that class has. */
    private TokenAnswer logIn(Scene scene, String acr, int forms) {
        scene.app().openWith("&prompt=login&acr_values=" + acr);
        for (int form = 0; form < forms; form++) {
            scene.page().locator("#password").fill(scene.agent().password());
            scene.page().locator("#kc-login").click();
        }
        return scene.app().tokens();
    }

    private AdminApi.Answer requestWith(Scene scene, TokenAnswer tokens) {
        return AdminApi.of(realm, tokens.accessToken()).post(Scene.SESSIONS, scene.wish(scene.alice()));
    }

    /** Changes the settings as the administrator of master may. */
    private void require(Map<String, Object> stepUp) {
        RealmSettings.of(realm, admin).change(stepUp);
    }

    private void assertInsufficient(Scene scene, AdminApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorKey()).isEqualTo("insufficient-user-authentication");
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", scene.agent().id()))
                .anySatisfy(row -> assertThat(row).containsEntry("DETAIL", "insufficient-user-authentication"));
    }
}

package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("What the realm's settings say of exchanges on behalf of users:")
final class OnBehalfOfSettingsIT {

    private final RealmFixture realm;
    private final RealmSettings settings;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfSettingsIT(RealmFixture realm, Keycloak admin) {
        this.realm = realm;
        this.settings = RealmSettings.of(realm, admin);
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @AfterEach
    void backToTheDefaults() {
        settings.change(Map.of());
    }

    @Test
    void an_actor_begins_no_more_than_so_many_in_an_hour_and_goes_on_with_those_that_run() {
        settings.change(Map.of("onBehalfOfPerActorPerHour", 1));
        exchanges.token();
        TestUser bob = realm.user("bob-" + exchanges.number());

        assertTooMany(exchanges.exchange(Map.of("requested_subject", bob.username())));
        assertThat(exchanges.exchange(Map.of()).status()).isEqualTo(200);
        assertThat(realm.admin().users().get(bob.id()).getUserSessions()).isEmpty();
    }

    @Test
    void no_more_than_so_many_are_begun_of_one_user_in_an_hour_by_all_actors_together() {
        settings.change(Map.of("onBehalfOfPerSubjectPerHour", 1));
        exchanges.token();
        TestUser second = realm.user("second-" + exchanges.number(), "impersonation");
        String theirs = exchanges.login(exchanges.client(), second).accessToken();

        assertTooMany(exchanges.exchange(Map.of("subject_token", theirs)));
    }

    @Test
    void a_service_account_has_authenticated_in_the_way_that_is_asked_for() {
        TestClient robot = Exchanges.client(realm, "robot-" + exchanges.number(), client -> {});
        String token = exchanges.serviceToken(robot);
        settings.change(Map.of("onBehalfOfAuthenticators", List.of("client-jwt")));

        TokenAnswer answer = exchanges.exchangeAt(robot, Map.of("subject_token", token));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "client-authentication-insufficient");
        settings.change(Map.of("onBehalfOfAuthenticators", List.of("client-secret")));
        assertThat(exchanges.exchangeAt(robot, Map.of("subject_token", token)).status())
                .isEqualTo(200);
    }

    @Test
    void a_person_has_logged_in_recently_enough(Browser browser, TimeMachine time) {
        Exchanges inBrowser = Exchanges.in(realm, client -> client.setRedirectUris(List.of(AppInBrowser.CALLBACK)));
        AppInBrowser app = new AppInBrowser(realm, inBrowser.client(), browser.context());
        app.openScoped("&scope=openid%20impersonate");
        app.fillIn(inBrowser.agent());
        Map<String, String> token = Map.of("subject_token", app.tokens().accessToken());
        settings.change(Map.of("stepUpMaxAge", 60));
        assertThat(inBrowser.exchange(token).status()).isEqualTo(200);

        time.forward(Duration.ofSeconds(90));
        TokenAnswer answer = inBrowser.exchange(token);
        time.reset();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "insufficient-user-authentication");
    }

    @Test
    void another_mode_is_for_what_begins_from_then_on() {
        String running = exchanges.token();
        settings.change(Map.of("defaultMode", "read-only"));

        TokenAnswer answer = exchanges.exchange(Map.of());

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(Exchanges.impersonationOf(answer.accessToken())).isEqualTo(Exchanges.impersonationOf(running));
        TokenAnswer further =
                exchanges.exchange(Map.of("subject_token", running, "requested_subject", "", "assume_reason", ""));
        assertThat(further.status()).as("%s", further.body()).isEqualTo(200);
        TestUser bob = realm.user("bob-" + exchanges.number());
        assertThat(exchanges
                        .exchange(Map.of("requested_subject", bob.username()))
                        .status())
                .as("the application offers nothing for it")
                .isEqualTo(403);
    }

    private static void assertTooMany(TokenAnswer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body())
                .containsEntry("error", "temporarily_unavailable")
                .doesNotContainKey("access_token");
    }
}

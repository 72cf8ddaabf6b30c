package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An impersonation whose time is up, though nobody asks")
final class ExpiryIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final RealmFixture realm;
    private final Browser browser;

    ExpiryIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_ended_and_every_application_is_told_within_ten_seconds(TimeMachine time, Rows rows) {
        Scene scene = Scene.with(realm, browser);
        try (LogoutReceiver receiver = LogoutReceiver.start()) {
            TestClient listening = Scene.listening(realm, "listening-" + scene.number(), receiver);
            String id = scene.becomeAliceFor(Duration.ofMinutes(10));
            String token = new AppInBrowser(realm, listening, browser.context())
                    .singleSignOn()
                    .accessToken();

            time.forward(Duration.ofMinutes(10));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(receiver.received())
                            .singleElement()
                            .satisfies(claims -> assertThat(claims)
                                    .containsEntry("iss", realm.url().toString())
                                    .containsEntry("sub", scene.alice().id())
                                    .containsEntry(
                                            "sid", TokenEndpoint.claims(token).get("sid"))));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                            .singleElement()
                            .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "TIME_OVER")));
            assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                    .filteredOn(row -> "ENDED".equals(row.get("ACTION")))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("DETAIL", "time-over")
                            .containsEntry("ACTOR_ID", scene.agent().id()));
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                realm.admin().users().get(scene.alice().id()).getUserSessions())
                        .isEmpty());
        assertThat(realm.admin().users().get(scene.agent().id()).getUserSessions())
                .as("the impersonator's own session goes on")
                .hasSize(1);
    }

    @Test
    void is_over_in_its_browser_while_an_application_still_does_not_answer_and_that_is_asked_once(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        try (LogoutReceiver hanging = LogoutReceiver.hanging()) {
            TestClient stuck = Scene.app(
                    realm,
                    "stuck-" + scene.number(),
                    client -> client.setAttributes(Map.of("backchannel.logout.url", hanging.url())));
            scene.becomeAliceFor(Duration.ofMinutes(10));
            new AppInBrowser(realm, stuck, browser.context()).singleSignOn();
            time.forward(Duration.ofMinutes(10));
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> assertThat(hanging.received()).hasSize(1));

            assertThat(scene.app().open().locator("#username, #assume-ended").first())
                    .isVisible();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(realm.admin()
                                    .users()
                                    .get(scene.alice().id())
                                    .getUserSessions())
                            .isEmpty());
            assertThat(hanging.received()).hasSize(1);
        }
    }

    @Test
    void is_ended_in_the_record_even_if_its_session_is_gone(TimeMachine time, Rows rows) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));
        realm.admin().users().get(scene.alice().id()).logout();

        time.forward(Duration.ofMinutes(1));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "LOGGED_OUT")));
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Many impersonations whose time is up at once")
final class ExpiryOfManyIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration OVER = Duration.ofMinutes(10);
    private static final int MANY = 100;
    private static final int STUCK = 20;

    private final RealmFixture realm;
    private final Browser browser;

    ExpiryOfManyIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void are_ended_with_one_logout_each_within_ten_seconds_though_an_application_hangs(TimeMachine time) {
        try (LogoutReceiver hanging = LogoutReceiver.hanging();
                LogoutReceiver slow = LogoutReceiver.slow(Duration.ofMillis(50))) {
            // The hanging ones are overdue longest.
            impersonations(STUCK, OVER.minusMinutes(1), hanging);
            impersonations(MANY, OVER, slow);

            time.forward(OVER);

            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> assertThat(slow.received()).hasSize(MANY));
            assertThat(slow.received())
                    .extracting(token -> token.get("sid"))
                    .as("one each")
                    .doesNotHaveDuplicates();
            assertThat(hanging.received()).as("the other was asked, too").isNotEmpty();
        }
    }

    private void impersonations(int count, Duration lifespan, LogoutReceiver receiver) {
        browser.context().clearCookies();
        Scene scene = Scene.with(realm, browser);
        TestClient listening = Scene.listening(realm, "listening-" + scene.number(), receiver);
        String id = scene.becomeAliceFor(lifespan);
        new AppInBrowser(realm, listening, browser.context()).singleSignOn();
        realm.copyImpersonation(id, count - 1);
    }
}

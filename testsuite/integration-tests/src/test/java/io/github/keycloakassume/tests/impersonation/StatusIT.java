package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("The status of an impersonation")
final class StatusIT {

    private static final String NOBODY = "{\"impersonating\":false}";
    private static final String ALLOWED_ORIGIN = "access-control-allow-origin";

    private final RealmFixture realm;
    private final Browser browser;

    StatusIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_told_to_a_page_of_an_application_that_takes_part() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = withOrigins(scene, "https://app.example");
        scene.becomeAlice();
        new AppInBrowser(realm, client, browser.context()).singleSignOn();

        APIResponse answer = statusFor("https://app.example");

        assertThat(answer.text())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username());
        assertThat(answer.headers())
                .containsEntry(ALLOWED_ORIGIN, "https://app.example")
                .containsEntry("access-control-allow-credentials", "true")
                .containsEntry("cache-control", "no-store");
    }

    @Test
    void is_not_told_to_an_application_that_takes_no_part() {
        Scene scene = Scene.with(realm, browser);
        withOrigins(scene, "https://other.example");
        scene.becomeAlice();
        scene.app().singleSignOn();

        for (String origin : new String[] {"https://other.example", "https://evil.example", "null"}) {
            APIResponse answer = statusFor(origin);
            assertThat(answer.text()).as("to %s", origin).isEqualTo(NOBODY);
            assertThat(answer.headers()).as("to %s", origin).doesNotContainKey(ALLOWED_ORIGIN);
        }
    }

    @Test
    void is_not_told_to_just_anybody_because_one_application_allows_any_origin() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = withOrigins(scene, "*");
        scene.becomeAlice();
        new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertThat(statusFor("https://evil.example").text()).isEqualTo(NOBODY);
    }

    @Test
    void is_false_where_nobody_is_logged_in() {
        assertThat(statusFor("https://app.example").text()).isEqualTo(NOBODY);
    }

    @Test
    void does_not_keep_a_session_alive_that_nobody_uses(TimeMachine time) {
        realm.update(settings -> settings.setSsoSessionIdleTimeout(900));
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofHours(1));

        for (int polls = 0; polls < 3; polls++) {
            time.forward(Duration.ofMinutes(8));
            scene.status();
        }

        assertThat(scene.status()).isEqualTo(NOBODY);
    }

    private TestClient withOrigins(Scene scene, String... origins) {
        return Scene.app(realm, "origins-" + scene.number(), client -> client.setWebOrigins(List.of(origins)));
    }

    private APIResponse statusFor(String origin) {
        return browser.context()
                .request()
                .get(
                        realm.url() + "/impersonation/status",
                        RequestOptions.create().setHeader("Origin", origin));
    }
}

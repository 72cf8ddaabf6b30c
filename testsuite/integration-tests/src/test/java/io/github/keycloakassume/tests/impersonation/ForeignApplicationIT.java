package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.ApacheApp;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An application that has a session of its own and knows nothing of impersonation")
final class ForeignApplicationIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final RealmFixture realm;
    private final Browser browser;

    ForeignApplicationIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_entered_as_the_user_with_the_actor_and_left_as_the_impersonator() {
        Scene scene = Scene.with(realm, browser);
        String name = "apache-" + scene.number();
        try (ApacheApp apache = ApacheApp.start(realm, name)) {
            Page page = scene.page();
            page.navigate(apache.page());
            assertThat(page.locator("#user")).hasText(scene.agent().username());
            assertThat(page.locator("#act")).hasText("(none)");

            page.navigate(scene.agentApi()
                    .post(
                            Scene.SESSIONS,
                            Map.of("user", scene.alice().username(), "reason", Scene.REASON, "client", name))
                    .body()
                    .path("startUrl")
                    .asText());
            scene.confirm();
            page.waitForURL(apache.page());

            assertThat(page.locator("#user")).hasText(scene.alice().username());
            assertThat(page.locator("#act")).containsText(scene.agent().id());

            page.navigate(scene.revertUrl() + "?return_to=" + apache.page());
            scene.confirm();
            page.waitForURL(apache.page());
            // The logout that Apache is sent, and its page, go different ways.
            await().atMost(SOON).untilAsserted(() -> {
                page.navigate(apache.page());
                Assertions.assertThat(page.locator("#user").textContent())
                        .isEqualTo(scene.agent().username());
            });
            assertThat(page.locator("#act")).hasText("(none)");
        }
    }
}

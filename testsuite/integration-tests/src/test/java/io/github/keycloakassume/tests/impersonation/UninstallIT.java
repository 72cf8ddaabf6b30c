package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Restart;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.POSTGRESQL)
@DisplayName("Once our JARs are removed")
final class UninstallIT {

    private static final int NINE_HOURS = 9 * 3_600;

    private final RealmFixture realm;
    private final Browser browser;

    UninstallIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void keycloak_works_on_and_ends_by_itself_what_was_impersonated(Restart restart) {
        // Else an idle session would be over before its time.
        realm.update(settings -> settings.setSsoSessionIdleTimeout(NINE_HOURS));
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofMinutes(10));
        scene.app().singleSignOn();

        Restart.After without = restart.withoutUs();

        assertThat(without.realm()
                        .tokens()
                        .password(scene.client(), scene.agent())
                        .status())
                .as("a login of anybody")
                .isEqualTo(200);
        AppInBrowser app = new AppInBrowser(without.realm(), scene.client(), browser.context());
        without.time().forward(Duration.ofMinutes(55));
        assertThat(app.open().url()).as("before the longest lifespan").contains("code=");
        without.time().forward(Duration.ofMinutes(7));
        assertThat(app.open().locator("#username")).isVisible();
    }
}

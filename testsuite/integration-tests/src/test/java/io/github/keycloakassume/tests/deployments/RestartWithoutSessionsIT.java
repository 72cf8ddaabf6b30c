package io.github.keycloakassume.tests.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.Deployment;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Restart;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(deployment = Deployment.SESSIONS_IN_MEMORY, database = DatabaseKind.POSTGRESQL)
@DisplayName("After a restart of a Keycloak that keeps sessions in memory alone")
final class RestartWithoutSessionsIT {

    private final RealmFixture realm;
    private final Browser browser;

    RestartWithoutSessionsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void the_very_next_login_page_says_that_the_impersonation_is_over_and_offers_a_login(Restart restart) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer before = scene.app().singleSignOn();

        Restart.After after = restart.withUs();

        AppInBrowser app = new AppInBrowser(after.realm(), scene.client(), browser.context());
        assertThat(Scene.postRevert(
                                after.realm(),
                                browser.context(),
                                FormData.create().set("return_to", AppInBrowser.HOME))
                        .status())
                .isEqualTo(303);
        app.open();
        assertThat(app.page().locator("#assume-ended-cause").isVisible()).isTrue();
        assertThat(app.page().locator("#assume-back").count()).isZero();
        app.page().locator("#assume-login").click();
        assertThat(app.page().locator("#username").isVisible()).isTrue();
        assertThat(after.realm()
                        .tokens()
                        .refresh(scene.client(), before.refreshToken())
                        .status())
                .isEqualTo(400);
        assertThat(after.rows()
                        .of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("END_CAUSE"));
    }
}

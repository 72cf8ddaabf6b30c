package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The very next request of the browser; the background review comes seconds later. */
@KeycloakTest
@DisplayName("By whatever route the impersonated session went,")
final class WayBackAfterLossIT {

    private static final int IDLE = 900;

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final TimeMachine time;

    WayBackAfterLossIT(RealmFixture realm, Browser browser, Rows rows, TimeMachine time) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.time = time;
    }

    @BeforeEach
    void goIdleSoon() {
        realm.update(settings -> settings.setSsoSessionIdleTimeout(IDLE));
    }

    @AfterEach
    void takeEveryTokenAgain() {
        realm.update(settings -> settings.setNotBefore(0));
    }

    @ParameterizedTest
    @EnumSource
    void the_next_login_says_so_and_offers_the_way_back_that_there_is(SessionLoss loss) {
        Scene scene = lose(loss);

        scene.app().open();

        assertThat(scene.page().locator("#assume-ended-cause").isVisible()).isTrue();
        assertThat(scene.page().locator("#assume-back").isVisible()).isEqualTo(loss.leavesOwn());
        if (loss.leavesOwn()) {
            scene.page().locator("#assume-back").click();
            assertIsTheAgent(scene);
        } else {
            scene.page().locator("#assume-login").click();
            assertThat(scene.page().locator("#username").isVisible()).isTrue();
        }
        assertEnded(scene);
    }

    @ParameterizedTest
    @EnumSource
    void revert_leads_back_or_to_that_page(SessionLoss loss) {
        Scene scene = lose(loss);

        int status = scene.postRevert(browser.context(), FormData.create().set("return_to", AppInBrowser.HOME))
                .status();

        assertThat(status).isEqualTo(303);
        scene.app().open();
        if (loss.leavesOwn()) {
            assertIsTheAgent(scene);
        } else {
            assertThat(scene.page().locator("#assume-ended-cause").isVisible()).isTrue();
            assertThat(scene.page().locator("#assume-back").count()).isZero();
        }
        assertEnded(scene);
    }

    private Scene lose(SessionLoss loss) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        loss.happen(
                new SessionLoss.Loser(scene, realm, browser, time, scene.app().singleSignOn()));
        return scene;
    }

    private void assertIsTheAgent(Scene scene) {
        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKeys("act", "impersonation");
    }

    private void assertEnded(Scene scene) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("END_CAUSE"));
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }
}

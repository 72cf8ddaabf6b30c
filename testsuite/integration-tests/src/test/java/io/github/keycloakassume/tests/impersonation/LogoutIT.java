package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("A logout")
final class LogoutIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    LogoutIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void in_an_application_ends_the_impersonation_and_the_browser_is_its_own_person_again() {
        Scene scene = Scene.with(realm, browser);
        AppInBrowser app = leavable(scene, browser.context());
        String id = scene.becomeAlice();
        TokenAnswer alices = app.singleSignOn();

        app.logout(alices);

        assertEnded(id, "LOGGED_OUT");
        assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isEqualTo(401);
        assertThat(TokenEndpoint.claims(app.singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKeys("act", "impersonation");
    }

    @Test
    void in_another_browser_with_stolen_cookies_ends_it_but_gives_nobody_the_impersonators_identity() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        try (BrowserContext thief = scene.otherBrowser()) {
            thief.addCookies(browser.context().cookies().stream()
                    .filter(cookie -> !cookie.name.equals("KEYCLOAK_ASSUME"))
                    .toList());
            AppInBrowser app = leavable(scene, thief);

            app.logout(app.singleSignOn());

            assertEnded(id, "LOGGED_OUT");
            app.open();
            assertThat(thief.pages().get(0).locator("#username").isVisible()).isTrue();
        }
    }

    @Test
    void of_the_impersonator_by_his_refresh_token_ends_the_impersonation_at_once() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer alices = scene.app().singleSignOn();

        realm.tokens().logout(scene.client(), scene.agentTokens().refreshToken());

        assertEnded(id, "IMPERSONATOR_GONE");
        assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isEqualTo(401);
    }

    @Test
    void of_the_impersonator_ends_the_impersonation_at_once() {
        Scene scene = Scene.with(realm, browser);
        try (BrowserContext own = scene.otherBrowser()) {
            own.addCookies(browser.context().cookies());
            String id = scene.becomeAlice();
            TokenAnswer alices = scene.app().singleSignOn();
            AppInBrowser app = leavable(scene, own);

            app.logout(app.singleSignOn());

            assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isEqualTo(401);
            assertThat(realm.tokens()
                            .refresh(scene.client(), alices.refreshToken())
                            .error())
                    .isEqualTo("invalid_grant");
            assertEnded(id, "IMPERSONATOR_GONE");
        }
    }

    @Test
    void of_the_impersonators_session_by_an_administrator_ends_it_though_nobody_uses_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        realm.admin().users().get(scene.agent().id()).logout();

        await().atMost(SOON).untilAsserted(() -> assertEnded(id, "IMPERSONATOR_GONE"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                realm.admin().users().get(scene.alice().id()).getUserSessions())
                        .isEmpty());
    }

    @Test
    void is_what_disabling_the_user_comes_to() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer alices = scene.app().singleSignOn();
        UserRepresentation alice = realm.admin().users().get(scene.alice().id()).toRepresentation();
        alice.setEnabled(false);

        realm.admin().users().get(scene.alice().id()).update(alice);

        assertThat(realm.tokens().refresh(scene.client(), alices.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isNotEqualTo(200);
        await().atMost(SOON).untilAsserted(() -> assertEnded(id, "NO_LONGER_ALLOWED"));
    }

    @Test
    void is_what_deleting_the_user_comes_to() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer alices = scene.app().singleSignOn();

        realm.admin().users().delete(scene.alice().id()).close();

        assertThat(realm.tokens().refresh(scene.client(), alices.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isEqualTo(401);
        await().atMost(SOON).untilAsserted(() -> assertEnded(id, "LOGGED_OUT"));
    }

    private AppInBrowser leavable(Scene scene, BrowserContext context) {
        TestClient client = Scene.app(
                realm,
                "leavable-" + scene.number(),
                application -> application.setAttributes(Map.of("post.logout.redirect.uris", "+")));
        return new AppInBrowser(realm, client, context);
    }

    private void assertEnded(String id, String cause) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause));
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Posts whose answers do not reach the browser: it keeps its cookies, and sends the form again. */
@KeycloakTest
@DisplayName("An answer that is lost")
final class LostAnswerIT {

    private static final Duration AFTER_THE_GRACE = Duration.ofSeconds(61);

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    LostAnswerIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void to_a_start_is_given_again_to_the_same_browser_with_the_same_way_back() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        assertThat(lose(startAddress(), Forms.hiddenFieldsOf(scene.page())).statusCode())
                .isEqualTo(303);

        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);

        assertThat(scene.status()).contains("\"impersonating\":true");
        assertThat(actions(scene.alice())).containsOnlyOnce("STARTED");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .hasSize(1);
        scene.revert();
        assertIsTheAgent(scene);
    }

    @Test
    void to_a_start_is_given_to_no_other_browser_of_the_same_person() {
        Scene scene = Scene.with(realm, browser);
        String startUrl = scene.startUrl();
        try (BrowserContext other = scene.otherBrowser()) {
            AppInBrowser otherApp = scene.appIn(other);
            otherApp.login(scene.agent());
            otherApp.page().navigate(startUrl);
            scene.page().navigate(startUrl);
            lose(startAddress(), Forms.hiddenFieldsOf(scene.page()));

            otherApp.page().locator("#assume-confirm").click();

            assertThat(otherApp.page().locator("#kc-error-message").isVisible()).isTrue();
            assertThat(scene.status(other)).isEqualTo("{\"impersonating\":false}");
        }
    }

    @Test
    void to_a_start_is_not_given_once_more_when_the_browser_has_come() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());
        try (BrowserContext copy = scene.otherBrowser()) {
            copy.addCookies(browser.context().cookies());
            scene.confirm();
            scene.page().waitForURL(AppInBrowser.HOME);

            HttpResponse<String> again =
                    SimultaneousPosts.of(copy).send(startAddress(), form, 1).get(0);

            assertThat(again.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(scene.status(copy)).isEqualTo("{\"impersonating\":false}");
        }
    }

    @Test
    void to_a_start_is_not_given_after_the_grace(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());
        lose(startAddress(), form);

        time.forward(AFTER_THE_GRACE);

        assertThat(lose(startAddress(), form).headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("KEYCLOAK_ASSUME"));
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
    }

    @Test
    void to_the_return_is_given_again_to_the_same_browser() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        assertThat(lose(scene.revertUrl(), Forms.hiddenFieldsOf(scene.page())).statusCode())
                .isEqualTo(303);

        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);

        assertIsTheAgent(scene);
        assertThat(actions(scene.alice())).containsOnlyOnce("ENDED");
    }

    @Test
    void to_the_return_does_not_keep_the_next_login_from_leading_back() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        loseReturn(scene);

        scene.app().open().locator("#assume-back").click();

        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    @Test
    void to_the_return_is_not_given_after_the_grace(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        loseReturn(scene);

        time.forward(AFTER_THE_GRACE);

        assertThat(scene.app().open().locator("#username").isVisible()).isTrue();
        assertThat(lose(scene.revertUrl(), Map.of("return_to", AppInBrowser.HOME))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void to_the_return_is_given_to_no_browser_without_both_halves_of_the_secret() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        List<Cookie> before = browser.context().cookies();
        loseReturn(scene);
        for (String half : List.of("KEYCLOAK_ASSUME", "KEYCLOAK_ASSUME_BROWSER")) {
            try (BrowserContext thief = scene.otherBrowser()) {
                thief.addCookies(before.stream()
                        .filter(cookie -> !cookie.name.equals(half))
                        .toList());

                assertThat(scene.appIn(thief).open().locator("#username").isVisible())
                        .isTrue();
            }
        }
    }

    @Test
    void to_the_return_is_not_given_when_the_impersonators_own_session_is_gone() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        loseReturn(scene);

        realm.tokens().logout(scene.client(), scene.agentTokens().refreshToken());

        assertThat(scene.app().open().locator("#username").isVisible()).isTrue();
    }

    @Test
    void to_the_return_is_given_no_more_once_the_browser_has_come_back() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        List<Cookie> before = browser.context().cookies();
        scene.revert();
        assertIsTheAgent(scene);

        try (BrowserContext thief = scene.otherBrowser()) {
            thief.addCookies(before);

            assertThat(scene.appIn(thief).open().locator("#username").isVisible())
                    .isTrue();
        }
    }

    /** Each application that it knows the id of could else ask for that. */
    @Test
    void to_the_return_is_given_again_though_another_browser_asks_for_what_follows_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        loseReturn(scene);
        try (BrowserContext other = scene.otherBrowser()) {
            other.newPage().navigate(scene.revertUrl() + "?impersonation=" + id);
        }

        scene.app().open().locator("#assume-back").click();

        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    /** The answer to a return leads through an address of ours. */
    @Test
    void to_the_return_leads_to_no_address_that_was_not_verified() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        loseReturn(scene);
        browser.context().clearCookies();

        scene.page()
                .navigate(
                        scene.revertUrl() + "?impersonation=" + id + "&return_to=https://evil.example/&proof=guessed");

        assertThat(scene.page().url()).startsWith(realm.url().toString());
    }

    private void loseReturn(Scene scene) {
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        lose(scene.revertUrl(), Forms.hiddenFieldsOf(scene.page()));
    }

    private HttpResponse<String> lose(String address, Map<String, String> form) {
        return SimultaneousPosts.of(browser.context()).send(address, form, 1).get(0);
    }

    private String startAddress() {
        return realm.url() + "/impersonation/start";
    }

    private List<Object> actions(TestUser subject) {
        return rows.of("ASSUME_TRAIL", "SUBJECT_ID", subject.id()).stream()
                .<Object>map(row -> String.valueOf(row.get("ACTION")))
                .toList();
    }

    private static void assertIsTheAgent(Scene scene) {
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKeys("act", "impersonation");
    }
}

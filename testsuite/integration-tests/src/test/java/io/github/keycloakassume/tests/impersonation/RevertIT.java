package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KeycloakTest
@DisplayName("Coming back from an impersonation")
final class RevertIT {

    private static final String REVERT_COOKIE = "KEYCLOAK_ASSUME";

    private final RealmFixture realm;
    private final Browser browser;

    RevertIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void takes_one_click_and_no_login() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        scene.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(Artifacts.directory().resolve("screenshots/confirm-revert.png")));
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);

        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKeys("act", "impersonation");
    }

    @Test
    void may_be_left_alone_by_one_who_has_clicked_by_mistake() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        assertThat(scene.page().locator("#assume-revert"))
                .containsText(
                        scene.agent().username() + " Test (" + scene.agent().username() + ")");
        scene.page().locator("#assume-cancel").click();
        scene.page().waitForURL(AppInBrowser.HOME);

        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @Test
    void leaves_nothing_of_the_impersonated_session_alive() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        List<Cookie> stolen = browser.context().cookies();

        scene.revert();

        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(realm.tokens()
                        .introspect(scene.client(), tokens.accessToken())
                        .body())
                .containsEntry("active", false);
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        try (BrowserContext thief = scene.otherBrowser()) {
            thief.addCookies(stolen);
            assertThat(scene.appIn(thief).open().locator("#username")).isVisible();
        }
    }

    @Test
    void is_in_the_record_and_in_the_trail(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        scene.revert();

        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("ACTION"))
                .containsExactlyInAnyOrder("REQUESTED", "STARTED", "ENDED");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("ACTOR_ID", scene.agent().id())
                        .containsEntry("SUBJECT_ID", scene.alice().id()));
        assertThat(scene.agentApi()
                        .get(Scene.SESSIONS + "/" + id)
                        .body()
                        .path("ended")
                        .asText())
                .isEqualTo("reverted");
    }

    @Test
    void is_refused_in_a_browser_that_has_the_users_cookies_but_did_not_start_it(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        List<Cookie> withoutTheSecret = browser.context().cookies().stream()
                .filter(cookie -> !cookie.name.equals(REVERT_COOKIE))
                .toList();

        try (BrowserContext thief = scene.otherBrowser()) {
            thief.addCookies(withoutTheSecret);
            Page page = thief.newPage();
            page.navigate(scene.revertUrl());
            page.locator("#assume-confirm").click();

            assertThat(page.locator("#kc-error-message")).containsText("started in another browser");
        }
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("other-browser");
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {REVERT_COOKIE, "KEYCLOAK_ASSUME_BROWSER"})
    void is_not_offered_after_the_end_to_a_browser_that_holds_one_of_the_two_cookies_alone(String stolen) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        try (BrowserContext thief = scene.otherBrowser()) {
            thief.addCookies(browser.context().cookies().stream()
                    .filter(cookie -> cookie.name.equals(stolen))
                    .toList());
            scene.postRevert(thief);

            assertThat(scene.appIn(thief).open().locator("#username")).isVisible();
            assertThat(scene.appIn(thief).page().locator("#assume-back")).hasCount(0);
        }
        scene.revert();
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    @Test
    void is_refused_to_a_form_of_another_site() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        int status = browser.context()
                .request()
                .post(
                        scene.revertUrl(),
                        RequestOptions.create()
                                .setForm(FormData.create().set("stateChecker", "guessed"))
                                .setHeader("Sec-Fetch-Site", "cross-site"))
                .status();

        assertThat(status).isEqualTo(403);
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "javascript:alert(1)",
                "relative",
                "https://user:password@evil.example/",
                "https://anywhere.example/",
                "https://unrelated.example/",
            })
    void goes_to_no_address_but_those_of_the_applications_that_take_part(String address) {
        Scene scene = Scene.with(realm, browser);
        TestClient anywhere =
                realm.client("anywhere-" + scene.number(), client -> client.setRedirectUris(List.of("*")));
        realm.client(
                "unrelated-" + scene.number(),
                client -> client.setRedirectUris(List.of("https://unrelated.example/*")));
        scene.becomeAlice();
        new AppInBrowser(realm, anywhere, browser.context()).singleSignOn();

        scene.page().navigate(scene.revertUrl() + "?return_to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));

        assertThat(scene.page().locator("#kc-error-message")).containsText("not one that an application");
        assertThat(scene.page().locator("#assume-confirm")).hasCount(0);
    }

    @Test
    void goes_to_any_registered_address_of_an_application_that_took_part() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        scene.app().singleSignOn();
        String address = AppPages.address("/somewhere/else");

        scene.page().navigate(scene.revertUrl() + "?return_to=" + address);
        scene.confirm();

        scene.page().waitForURL(address);
    }

    @Test
    void needs_no_login_even_after_an_hour_of_which_ones_own_session_saw_nothing(TimeMachine time) {
        realm.update(settings -> settings.setSsoSessionIdleTimeout(900));
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofHours(1));
        TokenAnswer tokens = scene.app().singleSignOn();
        for (int minutes = 0; minutes < 50; minutes += 10) {
            time.forward(Duration.ofMinutes(10));
            tokens = realm.tokens().refresh(scene.client(), tokens.refreshToken());
        }

        scene.revert();

        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    @Test
    void says_so_where_nobody_is_impersonated() {
        Scene scene = Scene.with(realm, browser);

        scene.page().navigate(scene.revertUrl());

        assertThat(scene.page().locator("#kc-error-message")).containsText("does not act as another user");
    }
}

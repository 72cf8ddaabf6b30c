package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.LogoutRoute.LeavingPerson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications and Keycloak say that one is logged out then, and the next person sits down at the browser. */
@KeycloakTest
@DisplayName("A logout in a browser whose impersonation has ended otherwise than by the way back")
final class LogoutAfterEndIT {

    private final RealmFixture realm;
    private final Browser browser;

    LogoutAfterEndIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @ParameterizedTest
    @EnumSource
    void leaves_no_way_back_and_no_session_of_the_impersonator(LogoutRoute route) {
        Scene scene = Scene.with(realm, browser);
        LeavingPerson person = leaving(scene);
        List<Cookie> before = browser.context().cookies();

        route.take(scene.page(), endpoint(), person);
        if (route.asks()) {
            route.confirm(scene.page());
        }

        assertNothingIsLeft(scene, before);
    }

    @Test
    void leaves_nothing_either_when_the_end_is_not_noted_yet(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        AppInBrowser app = leavable(scene);
        scene.becomeAliceFor(Duration.ofMinutes(10));
        TokenAnswer alices = app.singleSignOn();
        List<Cookie> before = browser.context().cookies();
        time.forward(Duration.ofMinutes(10));

        app.logout(alices);

        assertNothingIsLeft(scene, before);
    }

    @Test
    void leads_back_as_long_as_it_runs_though_the_browser_has_lost_its_login() {
        Scene scene = Scene.with(realm, browser);
        AppInBrowser app = leavable(scene);
        scene.becomeAlice();
        TokenAnswer alices = app.singleSignOn();
        browser.context().clearCookies(new ClearCookiesOptions().setName("KEYCLOAK_IDENTITY"));

        app.logout(alices);

        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKey("act");
    }

    @Test
    void of_another_login_in_the_same_browser_leaves_nothing_either() {
        Scene scene = Scene.with(realm, browser);
        AppInBrowser app = leavable(scene);
        String id = scene.becomeAlice();
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);
        List<Cookie> held = browser.context().cookies();
        browser.context().clearCookies();
        TokenAnswer others = app.login(realm.user("bob-" + scene.number()));
        browser.context()
                .addCookies(held.stream()
                        .filter(cookie -> cookie.name.startsWith("KEYCLOAK_ASSUME"))
                        .toList());

        app.logout(others);

        assertNothingIsLeft(scene, held);
    }

    @Test
    void is_told_to_the_applications_of_the_impersonators_own_session() {
        try (LogoutReceiver receiver = LogoutReceiver.start()) {
            Scene scene = Scene.with(realm, browser);
            TestClient listening = Scene.app(
                    realm,
                    "listening-" + scene.number(),
                    client -> client.setAttributes(Map.of("backchannel.logout.url", receiver.url())));
            new AppInBrowser(realm, listening, browser.context()).singleSignOn();
            LeavingPerson person = leaving(scene);

            LogoutRoute.BY_THE_APPLICATION.take(scene.page(), endpoint(), person);

            await().untilAsserted(() -> assertThat(receiver.received())
                    .singleElement()
                    .satisfies(told ->
                            assertThat(told).containsEntry("sub", scene.agent().id())));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "BY_THE_PAGE_THAT_ASKS",
                "BY_AN_APPLICATION_THAT_NAMES_ITSELF",
                "BY_THE_ID_TOKEN_OF_ANOTHER_SESSION"
            })
    void changes_nothing_as_long_as_it_is_not_confirmed(LogoutRoute route) {
        Scene scene = Scene.with(realm, browser);
        LeavingPerson person = leaving(scene);

        route.take(scene.page(), endpoint(), person);

        assertThat(scene.page().locator("#kc-logout").isVisible()).isTrue();
        assertLeadsBack(scene);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYCLOAK_ASSUME", "KEYCLOAK_ASSUME_BROWSER"})
    void changes_nothing_where_half_of_the_secret_is_missing(String half) {
        Scene scene = Scene.with(realm, browser);
        LeavingPerson person = leaving(scene);
        try (BrowserContext other = scene.otherBrowser()) {
            other.addCookies(browser.context().cookies().stream()
                    .filter(cookie -> !cookie.name.equals(half))
                    .toList());
            Page page = other.newPage();

            LogoutRoute.BY_THE_APPLICATION.take(page, endpoint(), person);
            LogoutRoute.BY_THE_PAGE_THAT_ASKS.take(page, endpoint(), person);
            LogoutRoute.BY_THE_PAGE_THAT_ASKS.confirm(page);
        }

        assertLeadsBack(scene);
    }

    /** The cookies of the way back are Lax: they do not come with what another site's page posts. */
    @Test
    void that_another_site_posts_comes_again_with_the_cookies() {
        Scene scene = Scene.with(realm, browser);
        LeavingPerson person = leaving(scene);
        try (BrowserContext withoutCookies = scene.otherBrowser()) {
            String next = withoutCookies
                    .request()
                    .post(
                            endpoint(),
                            RequestOptions.create()
                                    .setForm(FormData.create()
                                            .set("id_token_hint", person.usersIdToken())
                                            .set("post_logout_redirect_uri", AppInBrowser.HOME)
                                            .set("state", "a&b"))
                                    .setHeader("Sec-Fetch-Site", "cross-site")
                                    .setMaxRedirects(0))
                    .headers()
                    .getOrDefault("location", "");
            List<Cookie> before = browser.context().cookies();

            scene.page().navigate(next);

            assertThat(scene.page().url()).isEqualTo(AppInBrowser.HOME + "?state=a%26b");
            assertNothingIsLeft(scene, before);
        }
    }

    /** Becomes Alice, and an administrator ends it. */
    private LeavingPerson leaving(Scene scene) {
        AppInBrowser app = leavable(scene);
        String others;
        try (BrowserContext other = scene.otherBrowser()) {
            others = scene.appIn(other).login(scene.alice()).idToken();
        }
        String id = scene.becomeAlice();
        String users = app.singleSignOn().idToken();
        assertThat(scene.agentApi().delete(Scene.SESSIONS + "/" + id).status()).isEqualTo(204);
        return new LeavingPerson(
                "leavable-" + scene.number(), users, scene.agentTokens().idToken(), others);
    }

    private AppInBrowser leavable(Scene scene) {
        Map<String, String> leavable = Map.of("post.logout.redirect.uris", AppInBrowser.HOME);
        realm.admin().clients().findByClientId(scene.client().clientId()).forEach(client -> {
            client.getAttributes().putAll(leavable);
            realm.admin().clients().get(client.getId()).update(client);
        });
        TestClient client =
                Scene.app(realm, "leavable-" + scene.number(), application -> application.setAttributes(leavable));
        return new AppInBrowser(realm, client, browser.context());
    }

    private void assertNothingIsLeft(Scene scene, List<Cookie> before) {
        assertThat(browser.context().cookies())
                .extracting(cookie -> cookie.name)
                .doesNotContain("KEYCLOAK_ASSUME", "KEYCLOAK_ASSUME_BROWSER");
        assertThat(realm.tokens()
                        .refresh(scene.client(), scene.agentTokens().refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(realm.admin().users().get(scene.agent().id()).getUserSessions())
                .isEmpty();
        try (BrowserContext next = scene.otherBrowser()) {
            next.addCookies(before);
            assertThat(scene.postRevert(next).status()).isEqualTo(409);
        }
        assertThat(scene.app().open().locator("#username").isVisible()).isTrue();
    }

    private static void assertLeadsBack(Scene scene) {
        scene.app().open().locator("#assume-back").click();
        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    private String endpoint() {
        return realm.url() + "/protocol/openid-connect/logout";
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Of two impersonations of one browser")
final class OneInBrowserIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    OneInBrowserIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    /** The browser that has the cookies of before: a copy, because in the browser itself a second start is refused. */
    @Test
    void the_second_start_ends_the_first() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number());
        try (BrowserContext before = scene.otherBrowser()) {
            before.addCookies(browser.context().cookies());
            scene.becomeAlice();
            TokenAnswer alices = scene.app().singleSignOn();

            confirmIn(before, scene, bob);

            assertThat(causes(scene.alice())).containsExactly("REPLACED");
            assertThat(realm.tokens()
                            .refresh(scene.client(), alices.refreshToken())
                            .status())
                    .isEqualTo(400);
            assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                    .isEmpty();
            assertThat(scene.status(before)).contains("\"impersonating\":true");
        }
    }

    @Test
    void one_runs_where_both_start_at_the_same_moment() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number());
        scene.page().navigate(scene.startUrl());
        Map<String, String> forAlice = Forms.hiddenFieldsOf(scene.page());
        scene.page().navigate(scene.request(bob).body().path("startUrl").asText());
        Map<String, String> forBob = Forms.hiddenFieldsOf(scene.page());
        SimultaneousPosts posts = SimultaneousPosts.of(browser.context());

        CompletableFuture.allOf(
                        posts.sendOne(realm.url() + "/impersonation/start", forAlice),
                        posts.sendOne(realm.url() + "/impersonation/start", forBob))
                .join();

        List<Object> causes = List.of(causes(scene.alice()), causes(bob));
        assertThat(causes).containsExactlyInAnyOrder(List.of(), List.of("REPLACED"));
    }

    @Test
    void the_admin_consoles_button_ends_the_first_too() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number());
        try (BrowserContext before = scene.otherBrowser()) {
            before.addCookies(browser.context().cookies());
            scene.becomeAlice();

            new StockButton(realm, before, scene.agentTokens().accessToken()).start(bob);

            assertThat(causes(scene.alice())).containsExactly("REPLACED");
            assertThat(causes(bob)).isEmpty();
        }
    }

    private void confirmIn(BrowserContext context, Scene scene, TestUser subject) {
        AppInBrowser app = scene.appIn(context);
        app.page().navigate(scene.request(subject).body().path("startUrl").asText());
        app.page().locator("#assume-confirm").click();
        app.page().waitForURL(AppInBrowser.HOME);
    }

    private List<Object> causes(TestUser subject) {
        return rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", subject.id()).stream()
                .map(row -> row.get("END_CAUSE"))
                .filter(cause -> cause != null)
                .<Object>map(String::valueOf)
                .toList();
    }
}

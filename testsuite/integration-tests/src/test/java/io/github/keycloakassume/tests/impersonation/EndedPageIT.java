package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("After the end, the page in place of the login form")
final class EndedPageIT {

    private final RealmFixture realm;
    private final Browser browser;

    EndedPageIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void says_that_time_is_over_and_leads_back_to_ones_own_view_in_the_same_application(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        Page page = endByTime(scene, time);

        assertThat(page.locator("#assume-ended-cause"))
                .hasText("Your time as " + scene.alice().username() + " is over.");
        page.locator("#assume-back").click();

        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKeys("act", "impersonation");
    }

    @Test
    void says_that_somebody_ended_it() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        assertThat(scene.app().open().locator("#assume-ended-cause"))
                .hasText("Your time as " + scene.alice().username() + " has been ended by an administrator.");
    }

    @Test
    void leads_back_in_trail_and_events_too(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        scene.app().open().locator("#assume-back").click();
        scene.app().tokens();

        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .filteredOn(row -> "RETURNED".equals(row.get("ACTION")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("DETAIL", "revoked")
                        .containsEntry("ACTOR_ID", scene.agent().id())
                        .containsEntry("SUBJECT_ID", scene.alice().id())
                        .containsKey("IP_ADDRESS"));
        assertThat(realm.admin()
                        .getEvents(List.of("IMPERSONATE"), null, scene.alice().id(), null, null, null, 0, 10))
                .filteredOn(event -> "returned".equals(event.getDetails().get("impersonation_state")))
                .singleElement()
                .satisfies(event -> assertThat(event.getDetails())
                        .containsEntry("impersonation_id", id)
                        .containsEntry("impersonator", scene.agent().username()));
    }

    @Test
    void is_shown_no_more_to_one_who_would_rather_log_in(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        endByTime(scene, time).locator("#assume-login").click();
        assertThat(scene.page().locator("#username")).isVisible();

        assertThat(scene.app().open().locator("#username")).isVisible();
    }

    @Test
    void opens_the_way_back_once(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        Page page = endByTime(scene, time);
        try (BrowserContext thief = scene.otherBrowser()) {
            thief.addCookies(browser.context().cookies());

            page.locator("#assume-back").click();
            scene.app().tokens();

            assertThat(scene.appIn(thief).open().locator("#username")).isVisible();
        }
    }

    @Test
    void is_not_shown_to_a_browser_that_holds_another_secret(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        endByTime(scene, time);
        List<Cookie> forged = browser.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("KEYCLOAK_ASSUME"))
                .toList();
        forged.forEach(
                cookie -> cookie.value = cookie.value.substring(0, cookie.value.indexOf('.') + 1) + "x".repeat(43));
        browser.context().addCookies(forged);

        assertThat(scene.app().open().locator("#username")).isVisible();
    }

    @Test
    void offers_no_way_back_when_the_impersonators_own_session_is_gone_too(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofMinutes(10));
        time.forward(Duration.ofMinutes(10));
        realm.admin().users().get(scene.agent().id()).logout();

        assertThat(scene.app().open().locator("#assume-ended-cause")).isVisible();
        assertThat(scene.page().locator("#assume-back")).hasCount(0);
        scene.page().locator("#assume-login").click();
        assertThat(scene.page().locator("#username")).isVisible();
    }

    /** Such a cookie is no good any more, and the way back would make a new one. */
    @Test
    void offers_no_way_back_once_the_realm_has_called_back_what_was_issued_before(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofMinutes(10));
        time.forward(Duration.ofMinutes(10));
        realm.update(settings -> settings.setNotBefore(Math.toIntExact(
                Sealed.number(TokenEndpoint.claims(scene.agentTokens().accessToken()), "iat") + 300)));

        Map<String, String> answer = scene.postRevert(browser.context()).headers();

        assertThat(answer.getOrDefault("set-cookie", "")).doesNotContain("KEYCLOAK_IDENTITY=ey");
        assertThat(scene.app().open().locator("#assume-ended-cause")).isVisible();
        assertThat(scene.page().locator("#assume-back")).hasCount(0);
        realm.update(settings -> settings.setNotBefore(0));
    }

    @Test
    void tells_an_application_that_wants_no_page_that_a_login_is_required(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofMinutes(10));
        time.forward(Duration.ofMinutes(10));

        assertThat(scene.app().openWith("&prompt=none").url()).contains("error=login_required");
    }

    @Test
    void has_its_like_behind_the_applications_own_way_back(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofMinutes(10));
        time.forward(Duration.ofMinutes(10));

        scene.revert();

        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKeys("act", "impersonation");
    }

    private static Page endByTime(Scene scene, TimeMachine time) {
        scene.becomeAliceFor(Duration.ofMinutes(10));
        time.forward(Duration.ofMinutes(10));
        return scene.app().open();
    }
}

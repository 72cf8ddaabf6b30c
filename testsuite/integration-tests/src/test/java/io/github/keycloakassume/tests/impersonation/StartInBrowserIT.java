package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Starting an impersonation in the browser")
final class StartInBrowserIT {

    private final RealmFixture realm;
    private final Browser browser;

    StartInBrowserIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void the_answer_names_who_whom_until_when_and_where_to_read_it() {
        Scene scene = Scene.with(realm, browser);

        AdminApi.Answer answer = scene.request(scene.alice());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/user/id").asText())
                .isEqualTo(scene.alice().id());
        assertThat(answer.body().at("/impersonator/id").asText())
                .isEqualTo(scene.agent().id());
        assertThat(answer.body().path("mode").asText()).isEqualTo("full");
        assertThat(answer.body().path("endsAt").asLong()
                        - answer.body().path("startUrlExpiresAt").asLong())
                .as("30 minutes against 60 seconds")
                .isEqualTo(1_740_000);
        assertThat(answer.body().path("startUrl").asText()).startsWith(realm.url() + "/impersonation/start?ticket=");
        String location = answer.response().headers().firstValue("Location").orElse("");
        assertThat(location)
                .endsWith("/" + Scene.SESSIONS + "/" + answer.body().path("id").asText());
        AdminApi.Answer found = scene.agentApi()
                .get(Scene.SESSIONS + "/" + answer.body().path("id").asText());
        assertThat(found.body().path("state").asText()).isEqualTo("pending");
        assertThat(found.body().path("reason").asText()).isEqualTo(Scene.REASON);
    }

    @Test
    void the_confirm_page_says_who_becomes_whom_until_when_and_why() {
        Scene scene = Scene.with(realm, browser);

        scene.page().navigate(scene.startUrl());

        assertThat(scene.page().locator("#assume-start"))
                .containsText(scene.agent().username());
        assertThat(scene.page().locator("#assume-start"))
                .containsText(scene.alice().username());
        assertThat(scene.page().locator("#assume-ends-at")).containsText("UTC");
        assertThat(scene.page().locator("#assume-reason")).hasText(Scene.REASON);
        scene.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(Artifacts.directory().resolve("screenshots/confirm-start.png")));
    }

    @Test
    void the_confirm_page_names_the_ticket_and_the_read_only_mode() {
        Scene scene = Scene.with(realm, browser);
        AdminApi.Answer answer = scene.agentApi()
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                scene.alice().id(),
                                "reason",
                                Scene.REASON,
                                "ticket",
                                "HELP-42",
                                "mode",
                                "read-only"));

        scene.page().navigate(answer.body().path("startUrl").asText());

        assertThat(scene.page().locator("#assume-ticket")).hasText("HELP-42");
        assertThat(scene.page().locator("#assume-read-only")).isVisible();
    }

    @Test
    void the_confirm_page_shows_text_as_text_whatever_is_in_it() {
        Scene scene = Scene.with(realm, browser);
        String reason = "<img src=x onerror=\"document.title='planted'\">";
        AdminApi.Answer answer = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().id(), "reason", reason));
        scene.page().navigate(answer.body().path("startUrl").asText());

        assertThat(scene.page().locator("#assume-reason")).hasText(reason);
        assertThat(scene.page().locator("#assume-start img")).hasCount(0);
        assertThat(scene.page().title()).isNotEqualTo("planted");
    }

    @Test
    void looking_at_the_confirm_page_changes_nothing() {
        Scene scene = Scene.with(realm, browser);

        scene.page().navigate(scene.startUrl());

        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    @Test
    void on_confirm_the_browser_is_the_user_and_lands_in_the_application() {
        Scene scene = Scene.with(realm, browser);

        scene.becomeAlice();

        assertThat(scene.page().url()).isEqualTo(AppInBrowser.HOME);
        assertThat(scene.status())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username())
                .contains(scene.agent().username());
        assertThat(scene.app().singleSignOn().status()).isEqualTo(200);
    }

    @Test
    void the_administrators_own_session_stays_alive() {
        Scene scene = Scene.with(realm, browser);

        scene.becomeAlice();

        assertThat(realm.tokens()
                        .refresh(scene.client(), scene.agentTokens().refreshToken())
                        .status())
                .isEqualTo(200);
        assertThat(realm.admin().users().get(scene.agent().id()).getUserSessions())
                .hasSize(1);
    }

    @Test
    void the_ticket_works_once() {
        Scene scene = Scene.with(realm, browser);
        String startUrl = scene.startUrl();
        scene.page().navigate(startUrl);
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
        scene.revert();

        scene.page().navigate(startUrl);

        assertThat(scene.page().locator("#kc-error-message")).containsText("has been used already or has expired");
        assertThat(scene.page().locator("#assume-confirm")).hasCount(0);
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
    }

    @Test
    void the_ticket_is_no_good_in_the_browser_of_somebody_else_and_the_trail_tells(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number(), "impersonation");
        String startUrl = scene.startUrl();

        try (BrowserContext other = scene.otherBrowser()) {
            scene.appIn(other).login(bob);
            Page page = other.pages().get(0);
            page.navigate(startUrl);

            assertThat(page.locator("#kc-error-message")).containsText("made for another person");
            assertThat(scene.status(other)).isEqualTo("{\"impersonating\":false}");
        }
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", bob.id()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "ticket-of-other-user"));
        scene.page().navigate(startUrl);
        assertThat(scene.page().locator("#assume-confirm")).isVisible();
    }

    @Test
    void a_browser_in_which_nobody_is_logged_in_asks_to_log_in_first() {
        Scene scene = Scene.with(realm, browser);

        try (BrowserContext fresh = scene.otherBrowser()) {
            Page page = fresh.newPage();
            page.navigate(scene.startUrl());
            scene.appIn(fresh).fillIn(scene.agent());

            assertThat(page.locator("#assume-start")).containsText(scene.alice().username());
        }
    }

    @Test
    void a_form_of_another_site_cannot_confirm() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        String ticket = scene.page().locator("input[name=ticket]").inputValue();

        int status = browser.context()
                .request()
                .post(
                        realm.url() + "/impersonation/start",
                        RequestOptions.create()
                                .setForm(FormData.create().set("ticket", ticket).set("stateChecker", "guessed")))
                .status();

        assertThat(status).isEqualTo(403);
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
    }

    @Test
    void what_was_allowed_is_decided_again_on_confirm(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        realm.grant(scene.alice(), "realm-management", "manage-users");

        scene.confirm();

        assertThat(scene.page().locator("#kc-error-message"))
                .containsText("administration rights that you do not have");
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .extracting(row -> row.get("DETAIL"))
                .contains("subject-more-privileged");
    }
}

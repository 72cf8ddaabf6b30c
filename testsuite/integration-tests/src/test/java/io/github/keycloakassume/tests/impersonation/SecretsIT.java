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
import io.github.keycloakassume.testbed.RunningKeycloak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would let another browser start an impersonation, or come back from one. */
@KeycloakTest
@DisplayName("Secrets of an impersonation")
final class SecretsIT {

    private static final List<String> TABLES = List.of("ASSUME_IMPERSONATION", "ASSUME_TRAIL", "ASSUME_OUTBOX");

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final RunningKeycloak server;

    SecretsIT(RealmFixture realm, Browser browser, Rows rows, RunningKeycloak server) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.server = server;
    }

    @Test
    void of_a_start_that_has_to_log_in_first_are_in_no_event_no_table_no_log_and_no_address(@TempDir Path directory)
            throws IOException {
        Scene scene = Scene.with(realm, browser);
        try (BrowserContext fresh = scene.otherBrowser()) {
            Page page = fresh.newPage();
            List<String> referrers = new ArrayList<>();
            page.onRequest(request -> referrers.add(request.headers().getOrDefault("referer", "")));
            String start = scene.startUrl();
            String ticket = start.substring(start.indexOf("ticket=") + "ticket=".length());

            page.navigate(start);
            List<String> addresses = new ArrayList<>(List.of(page.url()));
            scene.appIn(fresh).fillIn(scene.agent());
            assertThat(page.locator("#assume-start")).isVisible();
            addresses.add(page.url());
            page.locator("#assume-confirm").click();
            page.waitForURL(AppInBrowser.HOME);
            addresses.add(page.url());

            assertThat(scene.status(fresh)).contains("\"impersonating\":true");
            String revertSecret = secretOf(fresh);
            for (String secret : List.of(ticket, revertSecret)) {
                assertThat(events()).isNotEmpty().noneMatch(event -> event.contains(secret));
                assertThat(rows()).isNotEmpty().noneMatch(row -> row.contains(secret));
                assertThat(log(directory)).isNotEmpty().noneMatch(line -> line.contains(secret));
                assertThat(addresses).noneMatch(address -> address.contains(secret));
                assertThat(referrers).noneMatch(referrer -> referrer.contains(secret));
            }
        }
    }

    @Test
    void stay_in_cookies_that_no_page_reads_and_no_other_site_sends() {
        Scene scene = Scene.with(realm, browser);
        try (BrowserContext fresh = scene.otherBrowser()) {
            Page page = fresh.newPage();
            page.navigate(scene.startUrl());

            assertThat(cookies(fresh, "KEYCLOAK_ASSUME_START")).singleElement().satisfies(cookie -> {
                assertThat(cookie.httpOnly).isTrue();
                assertThat(cookie.sameSite.name()).isEqualTo("LAX");
                assertThat(cookie.path).endsWith("/impersonation/start");
            });
        }
        scene.becomeAlice();
        assertThat(cookies(browser.context(), "KEYCLOAK_ASSUME"))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie.httpOnly).isTrue();
                    assertThat(cookie.sameSite.name()).isEqualTo("LAX");
                });
    }

    /** A reader of that page or that form has no cookie; the secret of the way back once followed from what stands there. */
    @Test
    void of_the_way_back_do_not_follow_from_the_page_and_the_form_of_the_start() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());
        assertThat(form).containsKeys("ticket", "impersonation", "stateChecker");
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
        WayBackSecret held = WayBackSecret.of(browser.context());
        scene.agentApi().delete(Scene.SESSIONS + "/" + held.impersonation());
        String key = "start." + form.get("stateChecker");
        WayBackSecret guessed = new WayBackSecret(
                held.impersonation(),
                WayBackSecret.derived(key, "way-back." + form.get("ticket")),
                WayBackSecret.derived(key, "browser." + form.get("ticket")));

        try (BrowserContext reader = scene.otherBrowser()) {
            reader.addCookies(guessed.cookiesLike(browser.context()));
            assertThat(scene.postRevert(reader).status()).isEqualTo(409);
            assertThat(scene.appIn(reader).open().locator("#username")).isVisible();
        }
        assertThat(guessed.first()).isNotEqualTo(held.first());
        assertThat(guessed.second()).isNotEqualTo(held.second());
    }

    /** Cookie and link are worth the same: nothing, but to the impersonator's own login. */
    @Test
    void of_a_start_are_no_good_to_another_user_who_logs_in_in_that_browser() {
        Scene scene = Scene.with(realm, browser);
        try (BrowserContext fresh = scene.otherBrowser()) {
            Page page = fresh.newPage();
            page.navigate(scene.startUrl());

            scene.appIn(fresh).fillIn(scene.alice());

            assertThat(page.locator("#assume-confirm")).hasCount(0);
            assertThat(scene.status(fresh)).contains("\"impersonating\":false");
        }
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", scene.alice().id()))
                .extracting(row -> row.get("DETAIL"))
                .contains("ticket-of-other-user");
    }

    private static String secretOf(BrowserContext context) {
        String value = cookies(context, "KEYCLOAK_ASSUME").get(0).value;
        return value.substring(value.indexOf('.') + 1);
    }

    private static List<Cookie> cookies(BrowserContext context, String name) {
        return context.cookies().stream()
                .filter(cookie -> cookie.name.equals(name))
                .toList();
    }

    private List<String> events() {
        return Stream.concat(
                        realm.admin().getEvents().stream()
                                .map(event -> event.getType() + " " + event.getDetails() + event.getError()),
                        realm.admin().getAdminEvents().stream()
                                .map(event ->
                                        event.getResourcePath() + " " + event.getRepresentation() + event.getDetails()))
                .toList();
    }

    private List<String> rows() {
        return TABLES.stream()
                .flatMap(table -> rows.of(table).stream())
                .map(Object::toString)
                .toList();
    }

    private List<String> log(Path directory) throws IOException {
        Path log = directory.resolve("log");
        Files.deleteIfExists(log);
        server.nodes().get(0).copyLog(log);
        return Files.readAllLines(log);
    }
}

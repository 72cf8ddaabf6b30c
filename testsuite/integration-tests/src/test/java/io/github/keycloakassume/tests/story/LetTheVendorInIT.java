package io.github.keycloakassume.tests.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.demo.DemoRealm;
import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RunningKeycloak;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Tina of the demo lets Vera, of the vendor, in and out")
final class LetTheVendorInIT {

    private final Mailbox mailbox;
    private final BrowserContext verasBrowser;
    private final Page vera;
    private final Page tina;
    private final RunningAcme acme;

    LetTheVendorInIT(RunningKeycloak server, Keycloak admin, Mailbox mailbox, Browser browser)
            throws JsonProcessingException {
        this.mailbox = mailbox;
        this.verasBrowser = browser.context().browser().newContext();
        this.vera = verasBrowser.newPage();
        this.tina = browser.page();
        this.acme = RunningAcme.on(server, admin, mailbox);
    }

    @AfterEach
    void removeTheRealm() {
        verasBrowser.close();
        acme.close();
    }

    @Test
    void the_whole_story() {
        logIn(vera, "vera");
        askForAlice();
        assertThat(vera.locator("#error")).containsText("grant-required");

        logIn(tina, "tina");
        tina.locator("#access-link").click();
        assertThat(tina.locator("#closed")).isVisible();
        tina.locator("#reason").fill("ticket 42: Alice cannot see her invoice");
        tina.locator("#allow").click();
        assertThat(tina.locator("#grants .end")).hasCount(1);
        tina.screenshot(new Page.ScreenshotOptions()
                .setPath(Artifacts.directory().resolve("screenshots").resolve("story-4-access.png")));

        askForAlice();
        vera.locator("#assume-confirm").click();
        assertThat(vera.locator("#username")).hasText("alice");
        assertThat(vera.locator("#impersonation")).containsText("vera");

        tina.locator("#grants .end").click();
        assertThat(tina.locator("#closed")).isVisible();
        await("the application is told")
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(acme.application().sessionOf("alice")).isEmpty());
        vera.reload();
        assertThat(vera.locator("#session-over")).isVisible();
        assertTinaHeardOfBoth();
    }

    private void logIn(Page page, String name) {
        page.navigate(acme.application().url().toString());
        page.locator("#login").click();
        page.locator("#username").fill(name);
        page.locator("#kc-login").click();
        page.locator("#password").fill(DemoRealm.PASSWORD);
        page.locator("#kc-login").click();
        assertThat(page.locator("#username")).hasText(name);
    }

    private void askForAlice() {
        vera.navigate(acme.application().url().toString());
        vera.locator("#support-link").click();
        vera.locator("#user").fill("alice");
        vera.locator("#reason").fill("ticket 42: cannot see her invoice");
        vera.locator("#become").click();
    }

    private void assertTinaHeardOfBoth() {
        await("the mails").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<String> subjects = mailbox.received("tina@acme-east.example").stream()
                    .map(Mail::subject)
                    .toList();
            assertThat(subjects)
                    .anyMatch(subject -> subject.contains("has ended"))
                    .hasSizeGreaterThanOrEqualTo(2);
        });
    }
}

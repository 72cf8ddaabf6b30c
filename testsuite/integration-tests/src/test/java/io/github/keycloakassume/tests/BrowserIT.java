package io.github.keycloakassume.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("The browser")
final class BrowserIT {

    @Test
    @DisplayName("logs a user into the account console")
    void accountConsole(Browser browser, RealmFixture realm) {
        TestUser alice = realm.user("alice");

        Page page = browser.login(URI.create(realm.url() + "/account/"), alice);

        assertThat(page.getByTestId("email")).hasValue(alice.email());
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Artifacts.directory().resolve("screenshots").resolve("account-console.png")));
    }

    @Test
    @DisplayName("starts each test without anybody's session")
    void freshContext(Browser browser, RealmFixture realm) {
        browser.page().navigate(realm.url() + "/account/");

        assertThat(browser.page().locator("#username")).isVisible();
    }
}

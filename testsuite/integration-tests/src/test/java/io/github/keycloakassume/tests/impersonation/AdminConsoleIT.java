package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("An administrator who presses Impersonate in the Admin Console")
final class AdminConsoleIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Scene scene;
    private final Page page;

    AdminConsoleIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
        this.scene = Scene.withAgentRoles(realm, browser, "impersonation", "view-users", "query-users", "view-realm");
        this.page = scene.page();
    }

    @Test
    void becomes_the_user_and_comes_back_to_his_console() {
        impersonate();
        screenshot("stock-button-confirm");
        assertThat(page.locator("#assume-start")).containsText(scene.alice().username());
        scene.confirm();

        page.waitForURL(url -> url.contains("/account"));
        assertThat(page.getByText(scene.alice().username()).first()).isVisible();
        screenshot("stock-button-landed");
        assertThat(scene.status())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username());
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsKeys("act", "impersonation");

        scene.revert();
        openConsole();
        assertThat(userLink()).isVisible();
    }

    /** For a user of another realm the console opens a window. */
    @Test
    void of_master_becomes_the_user_in_another_window(Keycloak admin) {
        browser.context().clearCookies();
        RealmFixture master = realm.sibling(admin, "master");
        TestUser support = master.user("console-" + realm.name());
        master.grant(support, realm.name() + "-realm", "impersonation", "view-users", "query-users", "view-realm");
        openConsole(master);
        new AppInBrowser(master, scene.client(), browser.context()).fillIn(support);
        search();

        Page window = page.waitForPopup(this::press);
        window.locator("#assume-confirm").click();

        window.waitForURL(url -> url.startsWith(realm.url() + "/account"));
        assertThat(scene.status())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username());
        master.admin().users().delete(support.id()).close();
    }

    @Test
    void stays_in_his_console_where_the_realm_does_without_it(Keycloak admin) {
        RealmSettings.of(realm, admin).change(Map.of("stockImpersonation", "refuse"));

        impersonate();

        assertThat(page.getByText("stock-impersonation-off").first()).isVisible();
        screenshot("stock-button-refused");
        openConsole();
        assertThat(userLink()).isVisible();
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKey("act");
        RealmSettings.of(realm, admin).change(Map.of());
    }

    private void impersonate() {
        openConsole();
        press();
    }

    private void press() {
        userLink().click();
        page.getByTestId("action-dropdown").click();
        screenshot("stock-button");
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Impersonate"))
                .click();
        page.getByTestId("confirm").click();
    }

    private void openConsole() {
        openConsole(realm);
        search();
    }

    private void openConsole(RealmFixture home) {
        // Elsewhere first: the same address again would not load the page anew.
        page.navigate("about:blank");
        page.navigate(home.url().toString().replace("/realms/", "/admin/") + "/console/#/" + realm.name() + "/users");
    }

    private void search() {
        page.getByPlaceholder("Search user").fill(scene.alice().username());
        page.keyboard().press("Enter");
    }

    private Locator userLink() {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(scene.alice().username()));
    }

    private void screenshot(String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Artifacts.directory().resolve("screenshots/" + name + ".png")));
    }
}

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
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("An administrator who presses Impersonate in the Admin Console")
final class AdminConsoleIT {

    private final RealmFixture realm;
    private final Scene scene;
    private final Page page;

    AdminConsoleIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.scene = Scene.withAgentRoles(realm, browser, "impersonation", "view-users", "query-users", "view-realm");
        this.page = scene.page();
    }

    @Test
    void becomes_the_user_and_comes_back_to_his_console() {
        impersonate();

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
        userLink().click();
        page.getByTestId("action-dropdown").click();
        screenshot("stock-button");
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Impersonate"))
                .click();
        page.getByTestId("confirm").click();
    }

    private void openConsole() {
        // Elsewhere first: the same address again would not load the page anew.
        page.navigate("about:blank");
        page.navigate(realm.url().toString().replace("/realms/", "/admin/") + "/console/#/" + realm.name() + "/users");
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

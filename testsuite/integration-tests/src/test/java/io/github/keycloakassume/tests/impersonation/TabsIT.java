package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("With several tabs and the back button")
final class TabsIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    TabsIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void the_tab_of_an_application_that_the_agent_used_before_goes_on_as_the_agent() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        TokenAnswer refreshed =
                realm.tokens().refresh(scene.client(), scene.agentTokens().refreshToken());

        assertThat(TokenEndpoint.claims(refreshed.accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKeys("act", "impersonation");
    }

    @Test
    void what_is_opened_in_any_tab_afterwards_is_the_users() {
        Scene scene = Scene.with(realm, browser);
        TestClient other = Scene.app(realm, "other-" + scene.number(), client -> {});
        String id = scene.becomeAlice();

        TokenAnswer tokens =
                AppInBrowser.inNewTab(realm, other, browser.context()).singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("sub", scene.alice().id());
        Sealed.assertToken(tokens.accessToken(), scene, id);
    }

    @Test
    void a_login_page_left_open_from_before_lets_nobody_in_beside_the_impersonation() {
        Scene scene = Scene.with(realm, browser);
        AppInBrowser left = AppInBrowser.inNewTab(realm, scene.client(), browser.context());
        left.openWith("&prompt=login");
        String id = scene.becomeAlice();

        left.page().locator("#password").fill(scene.agent().password());
        left.page().locator("#kc-login").click();

        left.page().waitForLoadState();
        assertOnlyTheImpersonation(scene, id);
    }

    @Test
    void a_login_form_from_before_anybody_was_logged_in_does_not_either() {
        Scene scene = Scene.with(realm, browser);
        browser.context().clearCookies();
        String action = scene.app().open().locator("#kc-form-login").getAttribute("action");
        scene.app().login(scene.agent());
        String id = scene.becomeAlice();
        TestUser bob = realm.user("bob-" + scene.number());

        browser.context()
                .request()
                .post(
                        action,
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("username", bob.username())
                                        .set("password", bob.password())));

        assertOnlyTheImpersonation(scene, id);
        assertThat(realm.admin().users().get(bob.id()).getUserSessions()).isEmpty();
    }

    @Test
    void a_login_page_left_open_is_no_way_out_after_other_applications_were_opened_as_the_user() {
        Scene scene = Scene.with(realm, browser);
        AppInBrowser left = AppInBrowser.inNewTab(realm, scene.client(), browser.context());
        left.openWith("&prompt=login");
        String id = scene.becomeAlice();
        scene.app().singleSignOn();

        left.page().locator("#password").fill(scene.agent().password());
        left.page().locator("#kc-login").click();

        left.page().waitForLoadState();
        assertOnlyTheImpersonation(scene, id);
    }

    @Test
    void the_confirm_page_come_back_to_after_the_start_starts_nothing_more_and_says_so() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        scene.page().goBack();

        assertThat(scene.page().locator("#kc-error-message")).containsText("already acts as another user");
        assertThat(scene.page().locator("#assume-confirm")).hasCount(0);
        assertOneImpersonationOf(scene, id);
    }

    @Test
    void the_confirm_page_come_back_to_after_the_return_starts_nothing() {
        Scene scene = Scene.with(realm, browser);
        String startUrl = scene.startUrl();
        scene.page().navigate(startUrl);
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
        scene.revert();

        scene.page().navigate(startUrl);

        assertThat(scene.page().locator("#kc-error-message")).containsText("has been used already or has expired");
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
    }

    @Test
    void the_confirm_page_of_the_return_come_back_to_afterwards_says_that_nobody_is_impersonated() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.revert();

        scene.page().goBack();

        assertThat(scene.page().locator("#kc-error-message")).containsText("does not act as another user");
        assertThat(scene.page().locator("#assume-confirm")).hasCount(0);
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id());
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("ACTION"))
                .containsExactlyInAnyOrder("REQUESTED", "STARTED", "ENDED");
    }

    /** One session of Alice's, marked; the agent's own; and the browser is Alice, still. */
    private void assertOnlyTheImpersonation(Scene scene, String id) {
        Map<String, Object> claims =
                TokenEndpoint.claims(scene.app().singleSignOn().accessToken());
        Sealed.assertClaims(claims, scene, id);
        assertThat(claims).containsEntry("sub", scene.alice().id());
        assertOneImpersonationOf(scene, id);
        assertThat(realm.admin().users().get(scene.agent().id()).getUserSessions().stream()
                        .map(session -> session.getId()))
                .contains(String.valueOf(
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid")));
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    private void assertOneImpersonationOf(Scene scene, String id) {
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .hasSize(1);
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .extracting(row -> row.get("ID"))
                .isEqualTo(List.of(id));
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SamlApp;
import io.github.keycloakassume.testbed.SamlLogin;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("The end of an impersonation and a SAML application:")
final class SamlLogoutIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    SamlLogoutIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void a_logout_there_ends_it_everywhere_and_the_browser_is_its_own_person_again() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();
            TokenAnswer tokens = scene.app().singleSignOn();
            SamlLogin login = login(scene, app);

            logout(scene, app, login);

            assertEnded(id, "LOGGED_OUT");
            assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
            assertItsOwnPersonAgain(scene, app);
        }
    }

    @Test
    void a_logout_there_goes_on_through_the_other_applications_and_the_browser_is_its_own_person_again() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {});
                SamlApp other = SamlApp.start(realm, "other-" + scene.number(), client -> {
                    client.getAttributes().remove("saml_single_logout_service_url_redirect");
                    client.setFrontchannelLogout(false);
                })) {
            other.takeSoapLogouts();
            String id = scene.becomeAlice();
            login(scene, other);
            SamlLogin login = login(scene, app);

            logout(scene, app, login);

            assertEnded(id, "LOGGED_OUT");
            assertThat(other.awaitSoapLogout()).contains(scene.alice().username());
            assertItsOwnPersonAgain(scene, app);
        }
    }

    @Test
    void a_logout_there_after_the_end_that_anyone_could_have_asked_for_leaves_no_way_back_and_ends_no_session() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();
            SamlLogin login = login(scene, app);
            scene.agentApi().delete(Scene.SESSIONS + "/" + id);

            logout(scene, app, login);

            assertThat(browser.context().cookies())
                    .extracting(cookie -> cookie.name)
                    .doesNotContain("KEYCLOAK_ASSUME", "KEYCLOAK_ASSUME_BROWSER");
            assertThat(realm.admin().users().get(scene.agent().id()).getUserSessions())
                    .as("the request is not signed")
                    .isNotEmpty();
            assertThat(scene.app().open().locator("#username").isVisible()).isTrue();
        }
    }

    @Test
    void a_logout_there_that_another_site_posts_ends_it_and_the_next_login_offers_the_way_back() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();
            SamlLogin login = login(scene, app);
            // Such a request brings no cookie that is Lax; the tests' applications are on Keycloak's own site.
            List<Cookie> held = browser.context().cookies().stream()
                    .filter(cookie -> cookie.name.equals("KEYCLOAK_ASSUME"))
                    .toList();
            browser.context().clearCookies(new ClearCookiesOptions().setName("KEYCLOAK_ASSUME"));
            logout(scene, app, login);
            browser.context().addCookies(held);

            assertEnded(id, "LOGGED_OUT");
            SamlApp.Request request = app.login();
            scene.page().navigate(request.address());
            scene.page().locator("#assume-back").click();
            scene.page().waitForURL(app.addresses().arrival());

            assertThat(app.loggedIn(request).nameId()).isEqualTo(scene.agent().username());
        }
    }

    @Test
    void a_logout_there_with_stolen_cookies_gives_nobody_the_impersonators_identity() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {});
                BrowserContext thief = scene.otherBrowser()) {
            String id = scene.becomeAlice();
            SamlLogin login = login(scene, app);
            thief.addCookies(browser.context().cookies().stream()
                    .filter(cookie -> !cookie.name.equals("KEYCLOAK_ASSUME"))
                    .toList());
            var page = thief.newPage();

            page.navigate(app.logout(login).address());

            assertEnded(id, "LOGGED_OUT");
            page.navigate(app.login().address());
            assertThat(page.locator("#username").isVisible()).isTrue();
        }
    }

    @ParameterizedTest(name = "front-channel logout: {0}")
    @ValueSource(booleans = {true, false})
    void one_that_has_a_soap_address_is_told_without_a_browser(boolean frontChannel) {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> client.setFrontchannelLogout(frontChannel))) {
            app.takeSoapLogouts();
            String id = scene.becomeAlice();
            SamlLogin login = login(scene, app);

            assertThat(scene.agentApi().delete(Scene.SESSIONS + "/" + id).status())
                    .isEqualTo(204);

            assertThat(app.awaitSoapLogout())
                    .contains(
                            "LogoutRequest", login.sessionIndex(), scene.alice().username());
            assertEnded(id, "REVOKED");
        }
    }

    @Test
    void no_login_there_after_it() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();
            login(scene, app);
            scene.agentApi().delete(Scene.SESSIONS + "/" + id);

            scene.page().navigate(app.login().address());

            assertThat(scene.page().url()).doesNotContain(app.addresses().base());
            assertThat(app.hasHeardNothing()).isTrue();
        }
    }

    private SamlApp app(Scene scene, Consumer<ClientRepresentation> change) {
        return SamlApp.start(realm, "saml-" + scene.number(), change);
    }

    private static SamlLogin login(Scene scene, SamlApp app) {
        SamlApp.Request request = app.login();
        scene.page().navigate(request.address());
        scene.page().waitForURL(app.addresses().arrival());
        return app.loggedIn(request);
    }

    private static void logout(Scene scene, SamlApp app, SamlLogin login) {
        SamlApp.Request request = app.logout(login);
        scene.page().navigate(request.address());
        scene.page().waitForURL(url -> url.startsWith(app.addresses().farewell()));
        app.awaitLoggedOut(request);
    }

    private void assertItsOwnPersonAgain(Scene scene, SamlApp app) {
        assertThat(login(scene, app).nameId()).isEqualTo(scene.agent().username());
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKeys("act", "impersonation");
    }

    private void assertEnded(String id, String cause) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause));
    }
}

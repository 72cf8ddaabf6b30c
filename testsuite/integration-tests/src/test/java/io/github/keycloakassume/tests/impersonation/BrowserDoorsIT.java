package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Found as B2: a reset page, then an error 500 and a browser that could not go back. */
@KeycloakTest
@DisplayName("In a browser that acts as a user")
final class BrowserDoorsIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    private Scene scene;
    private String impersonation;

    BrowserDoorsIT(RealmFixture realm, Browser browser, Rows rows, Mailbox mailbox) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        realm.update(settings -> {
            settings.setResetPasswordAllowed(true);
            settings.setRegistrationAllowed(true);
        });
        realm.sendMailTo(mailbox);
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        impersonation = scene.becomeAlice();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"forgot-credentials?", "registrations?", "auth?prompt=create&"})
    @DisplayName("the application is told that this is not possible, and the impersonation goes on, at")
    void answersTheApplication(String door) {
        scene.page()
                .navigate(realm.url() + "/protocol/openid-connect/" + door + "response_type=code&scope=openid&state=s"
                        + "&client_id=" + scene.client().clientId() + "&redirect_uri=" + AppInBrowser.CALLBACK);

        assertThat(scene.page().url())
                .startsWith(AppInBrowser.CALLBACK)
                .contains("error=access_denied")
                .contains("state=s")
                .doesNotContain("code=");
        assertGoesOn();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "login-actions/reset-credentials",
                "login-actions/reset-credentials?client_id=account",
                "login-actions/registration?client_id=account&tab_id=t",
                "login-actions/action-token?key=k",
                "login-actions/first-broker-login?client_id=account&tab_id=t",
                "login-actions/post-broker-login?client_id=account&tab_id=t",
                "login-actions/restart?client_id=account&tab_id=t",
                "broker/some/link?client_id=account&redirect_uri=r&nonce=n&hash=h",
                "broker/some/login?client_id=account&tab_id=t",
                "broker/after-first-broker-login?client_id=account&tab_id=t",
                "broker/after-post-broker-login?client_id=account&tab_id=t",
                "testbed/time",
            })
    @DisplayName("a page says that this is not possible and leads back, and the impersonation goes on, at")
    void showsAPageWithAWayBack(String door) {
        scene.page().navigate(realm.url() + "/" + door);

        assertThat(scene.page().locator("#kc-page-title")).containsText("Not while you act as another user");
        assertGoesOn();
        scene.page().navigate(realm.url() + "/" + door);
        scene.page().locator("#assume-way-back").click();
        scene.confirm();
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "login-actions/reset-credentials",
                "login-actions/registration?client_id=account&tab_id=t",
                "login-actions/first-broker-login?client_id=account&tab_id=t",
                "login-actions/post-broker-login?client_id=account&tab_id=t",
                "login-actions/consent",
                "broker/some/login?client_id=account&tab_id=t",
                "testbed/notes/r/s?name=n&value=v",
            })
    @DisplayName("nothing is written with the cookie alone at")
    void writesNothing(String door) {
        APIResponse answer = scene.page()
                .request()
                .post(
                        realm.url() + "/" + door,
                        RequestOptions.create()
                                .setForm(FormData.create().set("any", "thing"))
                                .setHeader("Accept", "application/json"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("\"errorMessage\":\"impersonated\"");
        assertGoesOn();
    }

    @Test
    void what_is_closed_is_open_to_others() {
        try (BrowserContext alices = scene.otherBrowser()) {
            Page page = alices.newPage();
            page.navigate(realm.url() + "/login-actions/reset-credentials");

            assertThat(page.locator("#kc-reset-password-form")).isVisible();
        }
    }

    private void assertGoesOn() {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonation))
                .filteredOn(row -> "REFUSED".equals(row.get("ACTION")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("DETAIL", "impersonated")
                        .containsEntry("ACTOR_ID", scene.agent().id()));
        Sealed.assertToken(scene.app().singleSignOn().accessToken(), scene, impersonation);
    }
}

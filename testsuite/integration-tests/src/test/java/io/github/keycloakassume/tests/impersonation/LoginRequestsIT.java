package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RequestObject;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@KeycloakTest
@DisplayName("Whatever way a login request comes, while impersonating,")
final class LoginRequestsIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    private Scene scene;
    private String impersonation;

    LoginRequestsIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @BeforeEach
    void becomeAlice() {
        scene = Scene.with(realm, browser);
        impersonation = scene.becomeAlice();
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "kc_action, UPDATE_PASSWORD, access_denied, action-while-impersonated",
        "kc_action, CONFIGURE_TOTP, access_denied, action-while-impersonated",
        "prompt, login, login_required, reauthentication-while-impersonated",
        "acr_values, 3, unmet_authentication_requirements, step-up-while-impersonated",
    })
    void a_pushed_one_leads_nowhere_that_its_query_would_not(String name, String value, String error, String key) {
        TokenAnswer pushed = realm.tokens()
                .call(
                        "ext/par/request",
                        scene.client(),
                        Map.of(
                                "response_type",
                                "code",
                                "scope",
                                "openid",
                                "redirect_uri",
                                AppInBrowser.CALLBACK,
                                name,
                                value));

        goTo("request_uri", String.valueOf(pushed.body().get("request_uri")));

        assertRefused(error, key);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "kc_action, UPDATE_PASSWORD, access_denied, action-while-impersonated",
        "kc_action, delete_account, access_denied, action-while-impersonated",
        "prompt, login, login_required, reauthentication-while-impersonated",
    })
    void neither_does_one_in_a_request_object(String name, String value, String error, String key) {
        goTo("request", new RequestObject(requestClaims(name, value)).unsigned());

        assertRefused(error, key);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "kc_action, UPDATE_PASSWORD, access_denied, action-while-impersonated",
        "prompt, login, login_required, reauthentication-while-impersonated",
    })
    void neither_does_one_in_a_signed_request_object(String name, String value, String error, String key) {
        goTo("request", new RequestObject(requestClaims(name, value)).signedBy(scene.client()));

        assertRefused(error, key);
    }

    @Test
    void one_that_needs_a_stronger_login_as_an_essential_claim_is_refused() {
        scene.app().openWith("&claims=" + encode("{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"3\"]}}}"));

        assertRefused("unmet_authentication_requirements", "step-up-while-impersonated");
    }

    @Test
    void one_that_wants_the_users_consent_again_is_refused() {
        TestClient asking = Scene.app(realm, "asking-" + scene.number(), client -> client.setConsentRequired(true));
        try (BrowserContext alices = scene.otherBrowser()) {
            AppInBrowser app = new AppInBrowser(realm, asking, alices);
            app.open();
            app.fillIn(scene.alice());
            alices.pages().get(0).locator("#kc-login").click();
            app.tokens();
        }

        new AppInBrowser(realm, asking, browser.context()).openWith("&prompt=consent");

        assertRefused("access_denied", "consent-while-impersonated");
    }

    @Test
    void hints_at_somebody_else_change_nothing() {
        TestUser bob = realm.user("bob-" + scene.number());
        String bobs = realm.tokens().password(scene.client(), bob).idToken();

        scene.app().openWith("&login_hint=" + bob.username() + "&id_token_hint=" + bobs);

        Sealed.assertToken(scene.app().tokens().accessToken(), scene, impersonation);
    }

    @Test
    void one_that_lets_choose_an_account_goes_on_as_the_user() {
        scene.app().openWith("&prompt=select_account");

        Sealed.assertToken(scene.app().tokens().accessToken(), scene, impersonation);
    }

    @Test
    void one_that_creates_an_account_is_refused() {
        realm.update(settings -> settings.setRegistrationAllowed(true));

        scene.app().openWith("&prompt=create");

        assertRefused("access_denied", "impersonated");
    }

    private Map<String, Object> requestClaims(String name, String value) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                scene.client().clientId(),
                "aud",
                realm.url().toString(),
                "client_id",
                scene.client().clientId(),
                "response_type",
                "code",
                "scope",
                "openid",
                "redirect_uri",
                AppInBrowser.CALLBACK));
        claims.put(name, value);
        return claims;
    }

    private void goTo(String name, String value) {
        scene.page()
                .navigate(realm.url() + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                        + scene.client().clientId() + "&" + name + "=" + encode(value));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void assertRefused(String error, String key) {
        assertThat(scene.page().url())
                .startsWith(AppInBrowser.CALLBACK)
                .contains("error=" + error)
                .doesNotContain("code=");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonation))
                .extracting(row -> row.get("DETAIL"))
                .contains(key);
        Sealed.assertToken(scene.app().singleSignOn().accessToken(), scene, impersonation);
    }
}

package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("A login as somebody else")
final class LoginGuardIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    LoginGuardIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "prompt=login, login_required, reauthentication-while-impersonated",
        "max_age=0, login_required, reauthentication-while-impersonated",
        "acr_values=3, unmet_authentication_requirements, step-up-while-impersonated",
        "kc_action=UPDATE_PASSWORD, access_denied, action-while-impersonated",
        "kc_action=delete_account, access_denied, action-while-impersonated",
        "kc_action=CONFIGURE_TOTP, access_denied, action-while-impersonated",
    })
    void never_leads_to_the_users_credentials(String parameter, String error, String key, TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        // A login of this very second is recent enough for any max_age.
        time.forward(Duration.ofSeconds(5));

        scene.app().openWith("&" + parameter);

        assertThat(scene.page().url()).startsWith(AppInBrowser.CALLBACK).contains("error=" + error);
        assertTrail(id, key);
        assertThat(scene.app().singleSignOn().status())
                .as("and the impersonation goes on")
                .isEqualTo(200);
    }

    @Test
    void that_is_recent_enough_for_the_application_goes_on() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        scene.app().openWith("&max_age=3600");

        assertThat(scene.app().tokens().status()).isEqualTo(200);
    }

    @Test
    void gives_no_consent_in_the_users_name() {
        Scene scene = Scene.with(realm, browser);
        TestClient asking = app(scene, "asking", client -> client.setConsentRequired(true));
        String id = scene.becomeAlice();

        new AppInBrowser(realm, asking, browser.context()).open();

        assertThat(scene.page().url()).startsWith(AppInBrowser.CALLBACK).contains("error=access_denied");
        assertTrail(id, "consent-while-impersonated");
        assertThat(realm.admin().users().get(scene.alice().id()).getConsents()).isEmpty();
    }

    @Test
    void uses_a_consent_that_the_user_has_given_himself() {
        Scene scene = Scene.with(realm, browser);
        TestClient asking = app(scene, "asking", client -> client.setConsentRequired(true));
        try (BrowserContext alices = scene.otherBrowser()) {
            AppInBrowser app = new AppInBrowser(realm, asking, alices);
            app.open();
            app.fillIn(scene.alice());
            alices.pages().get(0).locator("#kc-login").click();
            app.tokens();
        }
        scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, asking, browser.context()).singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.accessToken())).containsKey("act");
    }

    @Test
    void does_not_get_into_an_application_that_wants_no_impersonated_users() {
        Scene scene = Scene.with(realm, browser);
        TestClient closed =
                app(scene, "closed", client -> client.setAttributes(Map.of("assume.impersonation", "deny")));
        String id = scene.becomeAlice();

        new AppInBrowser(realm, closed, browser.context()).open();

        assertThat(scene.page().url()).contains("error=access_denied").doesNotContain("code=");
        assertTrail(id, "application-closed");
    }

    @Test
    void does_not_get_into_the_admin_console() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        String console = realm.url().toString().replace("/realms/", "/admin/") + "/console/";

        scene.page()
                .navigate(realm.url() + "/protocol/openid-connect/auth?response_type=code&scope=openid"
                        + "&code_challenge_method=S256&code_challenge=" + "a".repeat(43)
                        + "&client_id=security-admin-console&redirect_uri=" + console);

        assertThat(scene.page().locator("#username")).hasCount(0);
        assertTrail(id, "application-closed");
    }

    private TestClient app(Scene scene, String name, Consumer<ClientRepresentation> change) {
        return Scene.app(realm, name + "-" + scene.number(), change);
    }

    private void assertTrail(String impersonationId, String key) {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonationId).stream()
                        .filter(row -> "REFUSED".equals(row.get("ACTION"))))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("DETAIL", key));
    }
}

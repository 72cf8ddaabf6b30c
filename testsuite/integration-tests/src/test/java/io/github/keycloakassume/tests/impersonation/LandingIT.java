package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.SamlApp;
import io.github.keycloakassume.testbed.SamlLogin;
import io.github.keycloakassume.testbed.TestClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("A browser that has become a user")
final class LandingIT {

    private static final String LOGIN = AppPages.address("/begin");

    private final RealmFixture realm;
    private final Scene scene;

    LandingIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.scene = Scene.with(realm, browser);
    }

    @Test
    void begins_a_login_at_the_application_where_that_says_how() {
        String client = client(found -> {
            found.setAttributes(Map.of("assume.initiate-login-uri", LOGIN));
            found.setBaseUrl(AppInBrowser.HOME);
        });

        start(Map.of("client", client));

        RedirectAnswer asked = landedAt(LOGIN);
        assertThat(asked.parameters())
                .containsEntry("iss", realm.url().toString())
                .containsEntry("target_link_uri", AppInBrowser.HOME);
    }

    @Test
    void begins_a_login_there_for_the_page_that_was_asked_for() {
        String client = client(found -> found.setAttributes(Map.of("assume.initiate-login-uri", LOGIN + "?tenant=1")));
        String page = AppPages.address("/invoices?number=42&year=2026");

        start(Map.of("client", client, "redirectUri", page));

        assertThat(landedAt(LOGIN).parameters())
                .containsEntry("tenant", "1")
                .containsEntry("iss", realm.url().toString())
                .containsEntry("target_link_uri", page);
    }

    @Test
    void is_not_sent_to_a_login_address_that_is_none_of_the_applications_own() {
        String client =
                client(found -> found.setAttributes(Map.of("assume.initiate-login-uri", "https://elsewhere.example/")));

        assertThat(request(Map.of("client", client)).errorKey()).isEqualTo("redirect-uri-invalid");
        assertThat(request(Map.of("client", client, "redirectUri", AppInBrowser.HOME))
                        .errorKey())
                .isEqualTo("redirect-uri-invalid");
    }

    @Test
    void is_not_sent_to_an_address_that_is_too_long() {
        String client = client(found -> found.setAttributes(Map.of("assume.initiate-login-uri", LOGIN)));
        String page = AppPages.address("/invoices?words=" + "%C3%A4".repeat(300));

        assertThat(request(Map.of("client", client, "redirectUri", page)).errorKey())
                .isEqualTo("redirect-uri-invalid");
    }

    @Test
    void is_given_no_link_that_is_a_script() {
        TestClient client = Scene.app(realm, "script-" + scene.number(), found -> {});
        realm.changeByImport(client, changed -> changed.setBaseUrl("javascript:alert(1)"));

        assertThat(request(Map.of("client", client.clientId())).errorKey()).isEqualTo("client-without-address");
    }

    @Test
    void is_given_no_link_that_is_a_script_where_the_application_takes_any_address() {
        TestClient client = Scene.app(realm, "any-" + scene.number(), found -> {});
        realm.changeByImport(client, changed -> changed.setRedirectUris(List.of("javascript:alert(1)", "*")));

        assertThat(request(Map.of("client", client.clientId(), "redirectUri", "javascript:alert(1)"))
                        .errorKey())
                .isEqualTo("redirect-uri-invalid");
    }

    @Test
    void needs_an_address_of_the_application() {
        AdminApi.Answer answer = request(Map.of("client", client(found -> {})));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("client-without-address");
    }

    @Test
    void is_logged_in_to_a_saml_application_that_takes_a_login_begun_by_keycloak() {
        try (SamlApp app = SamlApp.start(
                realm,
                "saml-" + scene.number(),
                found -> found.getAttributes().put("saml_idp_initiated_sso_url_name", found.getClientId()))) {
            start(Map.of("client", "saml-" + scene.number()));

            SamlLogin login = app.loggedIn(app.loginFromKeycloak());
            assertThat(login.nameId()).isEqualTo(scene.alice().username());
        }
    }

    @Test
    void sees_the_way_back_where_the_realm_has_no_account_console() {
        setAccountConsole(false);
        try {
            start(Map.of());

            assertThat(scene.page()).hasURL(scene.revertUrl());
            assertThat(scene.page().locator("#assume-cancel")).hasCount(0);
            scene.confirm();
            assertThat(scene.page().locator("main")).containsText("You act as yourself again");
        } finally {
            setAccountConsole(true);
        }
    }

    private void setAccountConsole(boolean enabled) {
        var found = realm.admin().clients().findByClientId("account-console").get(0);
        found.setEnabled(enabled);
        realm.admin().clients().get(found.getId()).update(found);
    }

    private RedirectAnswer landedAt(String address) {
        scene.page().waitForURL(landed -> landed.startsWith(address));
        return RedirectAnswer.of(scene.page().url());
    }

    private String client(Consumer<ClientRepresentation> change) {
        return Scene.app(realm, "landing-" + scene.number(), change).clientId();
    }

    private void start(Map<String, String> where) {
        scene.page().navigate(request(where).body().path("startUrl").asText());
        scene.confirm();
    }

    private AdminApi.Answer request(Map<String, String> where) {
        Map<String, String> wish = new HashMap<>(where);
        wish.put("user", scene.alice().username());
        wish.put("reason", Scene.REASON);
        return scene.agentApi().post(Scene.SESSIONS, wish);
    }
}

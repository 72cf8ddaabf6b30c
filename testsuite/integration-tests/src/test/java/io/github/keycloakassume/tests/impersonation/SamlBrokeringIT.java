package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("A realm that takes another for its SAML identity provider")
final class SamlBrokeringIT {

    private static final String ANSWERED_AT = AppPages.address("/acs");

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;
    private final Rows rows;

    private Scene scene;
    private TrustedSamlRealm realms;
    private TestClient appThere;
    private TestUser aliceThere;

    SamlBrokeringIT(RealmFixture realm, Browser browser, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        realms = TrustedSamlRealm.trusting(realm, admin);
        appThere = Scene.app(realms.own(), "app-there", client -> {});
        aliceThere = realms.linked(scene.alice());
    }

    @AfterEach
    void removeTheOtherRealm() {
        realms.close();
    }

    @Test
    void lets_the_user_in() {
        realms.brokerClient();
        try (BrowserContext alices = scene.otherBrowser()) {
            scene.appIn(alices).login(scene.alice());

            assertLoggedInThere(logInThere(alices));
        }
    }

    @Test
    void lets_no_impersonator_in() {
        realms.brokerClient();
        String id = scene.becomeAlice();

        logInThere(browser.context());

        assertNotLoggedInThere();
        assertClosed(id);
    }

    @Test
    void lets_impersonators_in_where_the_settings_name_its_client() {
        TestClient client = realms.brokerClient();
        RealmSettings.of(realm, admin).change(Map.of("trustedBrokers", List.of(client.clientId())));
        scene.becomeAlice();

        assertLoggedInThere(logInThere(browser.context()));
    }

    @Test
    void takes_no_assertion_of_an_application_whose_mapper_addresses_it_to_that_realm() {
        TestClient client = realms.encryptingTo("addressing-" + scene.number(), ANSWERED_AT);
        realm.admin()
                .clients()
                .get(client.id())
                .getProtocolMappers()
                .createMapper(audience("included.custom.audience", realms.entityId()))
                .close();
        scene.becomeAlice();

        assertThat(bring(client)).isTrue();
        assertNotLoggedInThere();
    }

    @Test
    void takes_no_assertion_that_is_addressed_to_the_address_at_which_it_is_answered() {
        TestClient client = realms.encryptingTo(realms.endpoint(), ANSWERED_AT);
        String id = scene.becomeAlice();

        assertThat(bring(client)).isFalse();
        assertNotLoggedInThere();
        assertClosed(id);
    }

    @Test
    void takes_no_assertion_of_an_application_that_has_its_address_for_a_name() {
        TestClient client = realms.encryptingTo(realms.entityId(), ANSWERED_AT);
        String id = scene.becomeAlice();

        assertThat(bring(client)).isFalse();
        assertNotLoggedInThere();
        assertClosed(id);
    }

    private boolean bring(TestClient client) {
        return new RedirectedAssertion(browser.context().request(), realm)
                .bring(
                        realms.own().url() + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                                + appThere.clientId() + "&redirect_uri=" + AppInBrowser.CALLBACK + "&kc_idp_hint="
                                + TrustedRealm.ALIAS,
                        client.clientId(),
                        ANSWERED_AT,
                        realms.endpoint())
                .isPresent();
    }

    private Page logInThere(BrowserContext context) {
        return new AppInBrowser(realms.own(), appThere, context).openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
    }

    private void assertLoggedInThere(Page page) {
        page.waitForURL(url -> url.startsWith(AppInBrowser.CALLBACK));
        assertThat(page.url()).contains("code=").doesNotContain("error=");
        assertThat(realms.hasSession(aliceThere)).isTrue();
    }

    private void assertNotLoggedInThere() {
        assertThat(realms.hasSession(aliceThere)).isFalse();
    }

    private void assertClosed(String id) {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("application-closed");
    }

    private static ProtocolMapperRepresentation audience(String kind, String value) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience");
        mapper.setProtocol("saml");
        mapper.setProtocolMapper("saml-audience-mapper");
        mapper.setConfig(Map.of(kind, value));
        return mapper;
    }
}

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("A realm that takes another for its identity provider")
final class BrokeringIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;

    private Scene scene;
    private TrustedRealm realms;
    private TestUser aliceThere;
    private TestClient appThere;

    BrokeringIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        realms = TrustedRealm.trusting(realm, admin, Map.of());
        appThere = Scene.app(realms.own(), "app-there", client -> {});
        aliceThere = realms.own().user("alice-there");
        realms.link(aliceThere, scene.alice());
    }

    @AfterEach
    void removeTheOtherRealm() {
        realm.admin().clients().get(realms.brokerClient().id()).remove();
        realms.close();
    }

    @Test
    void lets_nobody_in_who_is_impersonated_there(Rows rows) {
        String id = scene.becomeAlice();

        logInThere(browser.context());

        assertThat(scene.page().url()).doesNotStartWith(AppInBrowser.CALLBACK);
        assertThat(realms.own().admin().users().get(aliceThere.id()).getUserSessions())
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("application-closed");
    }

    @Test
    void lets_the_user_himself_in() {
        try (BrowserContext alices = scene.otherBrowser()) {
            scene.appIn(alices).login(scene.alice());

            Page page = logInThere(alices);

            assertLoggedInThere(page);
        }
    }

    @Test
    void lets_impersonated_users_in_where_the_settings_name_its_client() {
        RealmSettings.of(realm, admin)
                .change(Map.of("trustedBrokers", List.of(realms.brokerClient().clientId())));
        scene.becomeAlice();

        Page page = logInThere(browser.context());

        assertLoggedInThere(page);
    }

    /** An application that is told of an error is called back too. */
    private void assertLoggedInThere(Page page) {
        page.waitForURL(url -> url.startsWith(AppInBrowser.CALLBACK));
        assertThat(page.url()).contains("code=").doesNotContain("error=");
        assertThat(realms.own().admin().users().get(aliceThere.id()).getUserSessions())
                .hasSize(1);
    }

    @Test
    void lets_none_in_by_what_its_client_says_of_itself(Rows rows) {
        var broker = realm.admin().clients().get(realms.brokerClient().id());
        var representation = broker.toRepresentation();
        representation.setAttributes(new HashMap<>(Map.of("assume.impersonation", "allow")));
        broker.update(representation);
        String id = scene.becomeAlice();

        logInThere(browser.context());

        assertThat(scene.page().url()).doesNotStartWith(AppInBrowser.CALLBACK);
        assertThat(realms.own().admin().users().get(aliceThere.id()).getUserSessions())
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("application-closed");
    }

    private Page logInThere(BrowserContext context) {
        return new AppInBrowser(realms.own(), appThere, context).openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
    }
}

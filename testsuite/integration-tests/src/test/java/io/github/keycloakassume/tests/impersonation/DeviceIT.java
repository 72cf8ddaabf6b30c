package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A device that waits for the user's word (RFC 8628)")
final class DeviceIT {

    private final RealmFixture realm;
    private final Browser browser;

    DeviceIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_not_let_in_by_somebody_else(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        TestClient device = device(scene);
        TokenAnswer waiting = realm.tokens().call("auth/device", device, Map.of("scope", "openid"));
        String id = scene.becomeAlice();

        scene.page().navigate(String.valueOf(waiting.body().get("verification_uri_complete")));

        assertThat(scene.page().locator("#kc-login")).hasCount(0);
        TokenAnswer polled = poll(device, waiting);
        assertThat(polled.error()).isEqualTo("access_denied");
        assertThat(polled.body()).doesNotContainKey("access_token");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("device-while-impersonated");
        assertThat(realm.admin().users().get(scene.alice().id()).getConsents()).isEmpty();
    }

    @Test
    void is_let_in_by_the_user_himself() {
        Scene scene = Scene.with(realm, browser);
        TestClient device = device(scene);
        TokenAnswer waiting = realm.tokens().call("auth/device", device, Map.of("scope", "openid"));

        try (BrowserContext alices = scene.otherBrowser()) {
            Page page = alices.newPage();
            page.navigate(String.valueOf(waiting.body().get("verification_uri_complete")));
            scene.appIn(alices).fillIn(scene.alice());
            page.locator("#kc-login").click();
            assertThat(page.locator("#kc-page-title")).containsText("Device Login Successful");
        }

        assertThat(poll(device, waiting).status()).isEqualTo(200);
    }

    private TestClient device(Scene scene) {
        return realm.client(
                "device-" + scene.number(),
                client -> client.setAttributes(Map.of("oauth2.device.authorization.grant.enabled", "true")));
    }

    private TokenAnswer poll(TestClient device, TokenAnswer waiting) {
        return realm.tokens()
                .token(
                        device,
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:device_code",
                                "device_code",
                                String.valueOf(waiting.body().get("device_code"))));
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CIBA asks the user's own device, with a token of its own, and opens a session of its own. */
@KeycloakTest
@DisplayName("A login on the user's own device (CIBA)")
final class CibaIT {

    private final RealmFixture realm;
    private final Browser browser;

    CibaIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_not_asked_for_with_the_id_token_of_an_impersonated_session() {
        Scene scene = Scene.with(realm, browser);
        TestClient asking = asking(scene);
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, asking, browser.context()).singleSignOn();

        TokenAnswer answer = realm.tokens()
                .call("ext/ciba/auth", asking, Map.of("scope", "openid", "id_token_hint", tokens.idToken()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).containsKey("error").doesNotContainKey("auth_req_id");
    }

    @Test
    void is_agreed_to_with_no_token_of_an_impersonated_session() {
        Scene scene = Scene.with(realm, browser);
        TestClient asking = asking(scene);
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, asking, browser.context()).singleSignOn();

        assertThat(realm.tokens().agreeAsDevice(tokens.accessToken())).isEqualTo(403);
        assertThat(realm.tokens().agreeAsDevice(tokens.idToken())).isEqualTo(403);
        assertThat(realm.tokens().agreeAsDevice(tokens.refreshToken())).isEqualTo(403);
    }

    private TestClient asking(Scene scene) {
        return Scene.app(
                realm,
                "asking-device-" + scene.number(),
                client -> client.setAttributes(Map.of("oidc.ciba.grant.enabled", "true")));
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

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
@DisplayName("Token exchange")
final class TokenExchangeIT {

    private final RealmFixture realm;
    private final Browser browser;

    TokenExchangeIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void launders_no_token_of_an_impersonated_session(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        TestClient exchanging = exchanging(scene);
        String id = scene.becomeAlice();
        String impersonated = new AppInBrowser(realm, exchanging, browser.context())
                .singleSignOn()
                .accessToken();

        TokenAnswer answer = exchange(exchanging, impersonated);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("access_denied");
        assertThat(answer.body()).doesNotContainKey("access_token");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("exchange-while-impersonated");
    }

    @Test
    void works_for_everybody_else() {
        Scene scene = Scene.with(realm, browser);
        TestClient exchanging = exchanging(scene);
        String own = realm.tokens().password(exchanging, scene.alice()).accessToken();

        assertThat(exchange(exchanging, own).status()).isEqualTo(200);
    }

    private TestClient exchanging(Scene scene) {
        return Scene.app(
                realm,
                "exchanging-" + scene.number(),
                client -> client.setAttributes(Map.of("standard.token.exchange.enabled", "true")));
    }

    private TokenAnswer exchange(TestClient client, String token) {
        return realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token", token,
                                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
    }
}

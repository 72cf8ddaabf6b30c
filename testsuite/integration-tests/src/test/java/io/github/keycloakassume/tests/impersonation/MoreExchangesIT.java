package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanges that are off in Keycloak by default. */
@KeycloakTest(buildOptions = Features.LEGACY_TOKEN_EXCHANGE)
@DisplayName("Where Keycloak's legacy and experimental token exchanges are on")
final class MoreExchangesIT {

    private final RealmFixture realm;
    private final Browser browser;

    MoreExchangesIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "requested_token_type, urn:ietf:params:oauth:token-type:access_token",
        "requested_token_type, urn:ietf:params:oauth:token-type:refresh_token",
        "requested_token_type, urn:ietf:params:oauth:token-type:id_token",
        "requested_token_type, urn:ietf:params:oauth:token-type:id-jag",
        "requested_subject, alice",
        "subject_issuer, somebody",
        "scope, openid offline_access",
    })
    void no_token_of_an_impersonated_session_is_exchanged(String name, String value) {
        Scene scene = Scene.with(realm, browser);
        TestClient client = Scene.app(realm, "legacy-" + scene.number(), asked -> {});
        scene.becomeAlice();
        String impersonated = new AppInBrowser(realm, client, browser.context())
                .singleSignOn()
                .accessToken();

        TokenAnswer answer = exchange(client, impersonated, Map.of(name, value));

        assertThat(answer.error()).isEqualTo("access_denied");
        assertThat(answer.body())
                .containsEntry("error_description", "exchange-while-impersonated")
                .doesNotContainKeys("access_token", "refresh_token");
    }

    @Test
    void everybody_elses_are() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = Scene.app(realm, "legacy-" + scene.number(), asked -> {});
        String own = realm.tokens().password(client, scene.alice()).accessToken();

        assertThat(exchange(client, own, Map.of()).body()).containsKey("access_token");
    }

    private TokenAnswer exchange(TestClient client, String token, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", token,
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
        parameters.putAll(more);
        return realm.tokens().token(client, parameters);
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("What the tokens of an impersonated session say of the authentication")
final class AuthenticationContextIT {

    private final RealmFixture realm;
    private final Browser browser;

    AuthenticationContextIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_when_the_impersonator_authenticated_not_the_user(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        Object agents = claims(scene.agentTokens()).get("auth_time");
        time.forward(Duration.ofSeconds(30));
        try (BrowserContext alices = scene.otherBrowser()) {
            scene.appIn(alices).login(scene.alice());
        }
        scene.becomeAlice();

        assertThat(agents).isNotNull();
        assertThat(claims(scene.app().singleSignOn())).containsEntry("auth_time", agents);
    }

    @Test
    void claims_no_level_and_no_factor_of_the_user() {
        Scene scene = Scene.with(realm, browser);
        try (BrowserContext alices = scene.otherBrowser()) {
            assertThat(claims(scene.appIn(alices).login(scene.alice())))
                    .as("the level that the user reaches herself")
                    .containsEntry("acr", "1");
        }
        scene.becomeAlice();

        Map<String, Object> claims = claims(scene.app().singleSignOn());

        assertThat(claims).containsEntry("acr", "0");
        assertThat(claims.getOrDefault("amr", List.of())).isEqualTo(List.of());
    }

    private static Map<String, Object> claims(TokenAnswer tokens) {
        return TokenEndpoint.claims(tokens.idToken());
    }
}

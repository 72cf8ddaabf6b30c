package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("The time box of an impersonation")
final class TimeBoxIT {

    private final RealmFixture realm;
    private final Browser browser;

    TimeBoxIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void gives_access_and_id_tokens_a_minute_and_no_token_more_than_the_end() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        TokenAnswer tokens = scene.app().singleSignOn();

        Map<String, Object> access = TokenEndpoint.claims(tokens.accessToken());
        assertThat(seconds(access, "exp") - seconds(access, "iat")).isEqualTo(60);
        Map<String, Object> id = TokenEndpoint.claims(tokens.idToken());
        assertThat(seconds(id, "exp") - seconds(id, "iat")).isEqualTo(60);
        assertThat(seconds(TokenEndpoint.claims(tokens.refreshToken()), "exp")).isLessThanOrEqualTo(end(access));
        assertThat(seconds(tokens.body(), "expires_in"))
                .as("counted when the answer is built, a moment later")
                .isBetween(50L, 60L);
    }

    @Test
    void is_closed_for_userinfo_introspection_refresh_and_single_sign_on_at_the_end(TimeMachine time, Rows rows) {
        Scene scene = Scene.with(realm, browser);
        // Shorter than Keycloak's own idle timeout, which would otherwise end the session for us.
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));
        TokenAnswer tokens = scene.app().singleSignOn();

        time.forward(Duration.ofMinutes(10));

        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(realm.tokens()
                        .introspect(scene.client(), tokens.accessToken())
                        .body())
                .containsEntry("active", false);
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        scene.app().open().locator("#assume-login").click();
        scene.app().fillIn(scene.agent());
        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .as("the login that found it ended goes on undisturbed")
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKeys("act", "impersonation");
        await().untilAsserted(() -> assertThat(
                        realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty());
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "TIME_OVER"));
    }

    @Test
    void is_over_the_id_token_of_a_client_without_refresh_tokens_too() {
        Scene scene = Scene.with(realm, browser);
        TestClient plain = Scene.app(
                realm,
                "plain-" + scene.number(),
                client -> client.setAttributes(Map.of("use.refresh.tokens", "false")));
        scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, plain, browser.context()).singleSignOn();

        Map<String, Object> id = TokenEndpoint.claims(tokens.idToken());
        assertThat(seconds(id, "exp") - seconds(id, "iat")).isEqualTo(60);
    }

    @Test
    void gives_no_offline_token() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        scene.page()
                .navigate(realm.url() + "/protocol/openid-connect/auth?response_type=code&scope=openid+offline_access"
                        + "&client_id=" + scene.client().clientId() + "&redirect_uri=" + AppInBrowser.CALLBACK);

        TokenAnswer answer = scene.app().tokens();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContainKeys("refresh_token", "access_token");
    }

    private static long seconds(Map<String, Object> claims, String name) {
        return ((Number) claims.getOrDefault(name, -1)).longValue();
    }

    private static long end(Map<String, Object> claims) {
        return claims.get("impersonation") instanceof Map<?, ?> claim && claim.get("exp") instanceof Number end
                ? end.longValue()
                : -1;
    }
}

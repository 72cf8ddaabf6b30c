package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Tokens that reach an application through the browser, while impersonating,")
final class FrontChannelIT {

    private final RealmFixture realm;
    private final Browser browser;

    private Scene scene;
    private TestClient client;
    private AppInBrowser app;
    private String impersonation;

    FrontChannelIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @BeforeEach
    void becomeAlice() {
        scene = Scene.with(realm, browser);
        client = Scene.app(realm, "front-" + scene.number(), asked -> asked.setImplicitFlowEnabled(true));
        app = new AppInBrowser(realm, client, browser.context());
        impersonation = scene.becomeAlice();
    }

    @Test
    void of_the_implicit_flow_say_who_acts_and_end_in_time() {
        RedirectAnswer answer = app.ask("response_type=id_token%20token&scope=openid&nonce=n");

        Sealed.assertToken(answer.accessToken(), scene, impersonation);
        Sealed.assertToken(answer.idToken(), scene, impersonation);
        assertThat(lifespan(answer.accessToken())).isLessThanOrEqualTo(60);
        assertThat(lifespan(answer.idToken())).isLessThanOrEqualTo(60);
    }

    @Test
    void of_the_implicit_flow_vouch_for_each_other() {
        RedirectAnswer answer = app.ask("response_type=id_token%20token&scope=openid&nonce=n");

        assertThat(TokenEndpoint.claims(answer.idToken())).containsEntry("at_hash", half(answer.accessToken()));
    }

    @Test
    void of_the_hybrid_flow_say_who_acts_in_front_and_behind() {
        RedirectAnswer front = app.ask("response_type=code%20id_token%20token&scope=openid&nonce=n");
        TokenAnswer behind = app.exchange(front.code());

        Sealed.assertToken(front.accessToken(), scene, impersonation);
        Sealed.assertToken(front.idToken(), scene, impersonation);
        Sealed.assertToken(behind.accessToken(), scene, impersonation);
        Sealed.assertToken(behind.idToken(), scene, impersonation);
        Sealed.assertToken(behind.refreshToken(), scene, impersonation);
    }

    @Test
    void include_no_offline_token_of_the_hybrid_flow() {
        RedirectAnswer front = app.ask("response_type=code%20id_token%20token&scope=openid+offline_access&nonce=n");

        TokenAnswer behind = app.exchange(front.code());

        assertThat(behind.status()).isEqualTo(400);
        assertThat(behind.body()).doesNotContainKeys("access_token", "refresh_token");
        assertNothingOffline();
    }

    @Test
    void include_no_offline_token_of_an_application_that_asks_for_it_by_default() {
        var offline = realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals("offline_access"))
                .findFirst()
                .orElseThrow();
        var resource = realm.admin().clients().get(client.id());
        resource.removeOptionalClientScope(offline.getId());
        resource.addDefaultClientScope(offline.getId());

        app.open();
        TokenAnswer answer = app.tokens();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContainKeys("access_token", "refresh_token");
        assertNothingOffline();
    }

    @Test
    void include_no_offline_token_after_a_refresh_that_asks_for_one() {
        TokenAnswer tokens = app.singleSignOn();

        TokenAnswer refreshed = realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type", "refresh_token",
                                "refresh_token", tokens.refreshToken(),
                                "scope", "openid offline_access"));

        assertThat(TokenEndpoint.claims(refreshed.refreshToken()))
                .as("not Offline")
                .containsEntry("typ", "Refresh");
        Sealed.assertToken(refreshed.refreshToken(), scene, impersonation);
        assertNothingOffline();
    }

    private void assertNothingOffline() {
        assertThat(realm.admin().users().get(scene.alice().id()).getOfflineSessions(client.id()))
                .isEmpty();
    }

    private static long lifespan(String jwt) {
        Map<String, Object> claims = TokenEndpoint.claims(jwt);
        return Sealed.number(claims, "exp") - Sealed.number(claims, "iat");
    }

    /** OpenID Connect Core 1.0, section 3.2.2.9, for RS256. */
    private static String half(String accessToken) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

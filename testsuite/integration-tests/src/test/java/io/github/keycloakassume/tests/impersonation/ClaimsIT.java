package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientScopeRepresentation;

@KeycloakTest
@DisplayName("The claims of an impersonated session")
final class ClaimsIT {

    private final RealmFixture realm;
    private final Browser browser;

    ClaimsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void are_in_access_token_id_token_userinfo_and_introspection() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        TokenAnswer tokens = scene.app().singleSignOn();

        assertImpersonated(TokenEndpoint.claims(tokens.accessToken()), scene, id);
        assertImpersonated(TokenEndpoint.claims(tokens.idToken()), scene, id);
        assertImpersonated(realm.tokens().userInfo(tokens.accessToken()).body(), scene, id);
        assertImpersonated(
                realm.tokens().introspect(scene.client(), tokens.accessToken()).body(), scene, id);
    }

    @Test
    void are_in_every_token_of_a_refresh() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        TokenAnswer refreshed = realm.tokens()
                .refresh(scene.client(), scene.app().singleSignOn().refreshToken());

        assertImpersonated(TokenEndpoint.claims(refreshed.accessToken()), scene, id);
        assertImpersonated(TokenEndpoint.claims(refreshed.idToken()), scene, id);
    }

    @Test
    void are_in_the_id_token_of_a_client_without_refresh_tokens() {
        Scene scene = Scene.with(realm, browser);
        TestClient plain = Scene.app(
                realm,
                "plain-" + scene.number(),
                client -> client.setAttributes(Map.of("use.refresh.tokens", "false")));
        String id = scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, plain, browser.context()).singleSignOn();

        assertThat(tokens.body()).doesNotContainKey("refresh_token");
        assertImpersonated(TokenEndpoint.claims(tokens.accessToken()), scene, id);
        assertImpersonated(TokenEndpoint.claims(tokens.idToken()), scene, id);
    }

    @Test
    void reach_a_client_that_was_robbed_of_the_scope_that_brings_them() {
        Scene scene = Scene.with(realm, browser);
        TestClient plain = Scene.app(
                realm,
                "robbed-" + scene.number(),
                client -> client.setAttributes(Map.of("use.refresh.tokens", "false")));
        detachScope(plain);
        String id = scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, plain, browser.context()).singleSignOn();

        assertImpersonated(TokenEndpoint.claims(tokens.idToken()), scene, id);
        assertImpersonated(realm.tokens().userInfo(tokens.accessToken()).body(), scene, id);
    }

    @Test
    void come_back_to_a_client_that_lost_the_scope_when_it_is_saved() {
        Scene scene = Scene.with(realm, browser);
        detachScope(scene.client());
        var client = realm.admin().clients().get(scene.client().id());

        client.update(client.toRepresentation());

        assertThat(client.getDefaultClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("assume-impersonation");
    }

    @Test
    void are_in_the_introspection_of_a_refresh_token() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        String refreshToken = scene.app().singleSignOn().refreshToken();

        Map<String, Object> answer = realm.tokens()
                .introspectRefreshToken(scene.client(), refreshToken)
                .body();

        assertThat(answer).containsEntry("active", true);
        assertImpersonated(answer, scene, id);
    }

    @Test
    void are_absent_from_the_tokens_of_everybody_else() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer alice = realm.tokens().password(scene.client(), scene.alice());

        for (TokenAnswer own : new TokenAnswer[] {alice, scene.agentTokens()}) {
            assertThat(TokenEndpoint.claims(own.accessToken())).doesNotContainKeys("act", "impersonation");
            assertThat(TokenEndpoint.claims(own.idToken())).doesNotContainKeys("act", "impersonation");
            assertThat(realm.tokens().userInfo(own.accessToken()).body()).doesNotContainKeys("act", "impersonation");
            assertThat(realm.tokens()
                            .introspect(scene.client(), own.accessToken())
                            .body())
                    .containsEntry("active", true)
                    .doesNotContainKeys("act", "impersonation");
        }
    }

    @Test
    void say_nothing_of_the_reason() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        TokenAnswer tokens = scene.app().singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.accessToken()).toString()).doesNotContain("invoice");
        assertThat(TokenEndpoint.claims(tokens.idToken()).toString()).doesNotContain("invoice");
    }

    private void detachScope(TestClient from) {
        var client = realm.admin().clients().get(from.id());
        client.getDefaultClientScopes().stream()
                .filter(scope -> scope.getName().equals("assume-impersonation"))
                .forEach(scope -> client.removeDefaultClientScope(scope.getId()));
    }

    private void assertImpersonated(Map<String, Object> claims, Scene scene, String id) {
        assertThat(claims).containsEntry("sub", scene.alice().id());
        assertThat(claims).containsEntry("act", scene.act());
        assertThat(claims.get("impersonation"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("id", id)
                .containsEntry("mode", "full")
                .containsOnlyKeys("id", "mode", "exp");
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ManagementPermissionRepresentation;
import org.keycloak.representations.idm.authorization.ClientPolicyRepresentation;

/** Keycloak makes it in the client session of the audience, and then says whose it is. */
@KeycloakTest(buildOptions = Features.LEGACY_TOKEN_EXCHANGE)
@DisplayName(
        "A token that is exchanged (V1) for another application is one of the application that asks, and refreshed there,")
final class ExchangeAudienceIT {

    private final RealmFixture realm;
    private final Browser browser;
    private Scene scene;
    private TestClient audience;

    @SuppressWarnings("NullAway.Init") // set before each test
    ExchangeAudienceIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        audience = Scene.app(realm, "audience-" + scene.number(), client -> {});
        letExchange();
    }

    @Test
    void for_users_as_with_keycloak_alone() {
        String own = realm.tokens().password(scene.client(), scene.alice()).accessToken();

        TokenAnswer answer = exchange(own, Map.of());

        assertIsTheAskers(answer, scene.alice());
        assertThat(TokenEndpoint.claims(answer.accessToken())).doesNotContainKey("act");
    }

    @Test
    void while_impersonating() {
        TokenAnswer answer = exchange(
                scene.agentTokens().accessToken(),
                Map.of("requested_subject", scene.alice().username()));

        assertIsTheAskers(answer, scene.alice());
        assertThat(TokenEndpoint.claims(answer.accessToken())).containsKeys("act", "impersonation");
    }

    private void assertIsTheAskers(TokenAnswer answer, TestUser user) {
        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("azp", scene.client().clientId())
                .containsEntry("sub", user.id());
        assertThat(String.valueOf(TokenEndpoint.claims(answer.accessToken()).get("aud")))
                .contains(audience.clientId());
        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), answer.refreshToken());
        assertThat(TokenEndpoint.claims(refreshed.accessToken()))
                .containsEntry("azp", scene.client().clientId())
                .containsEntry("sub", user.id());
        assertThat(realm.tokens().refresh(audience, answer.refreshToken()).body())
                .doesNotContainKey("access_token");
    }

    private TokenAnswer exchange(String token, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", token,
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token",
                "audience", audience.clientId()));
        parameters.putAll(more);
        TokenAnswer answer = realm.tokens().token(scene.client(), parameters);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer;
    }

    /** Version 1 of fine-grained permissions alone lets one application exchange for another. */
    private void letExchange() {
        String permission = realm.admin()
                .clients()
                .get(audience.id())
                .setPermissions(new ManagementPermissionRepresentation(true))
                .getScopePermissions()
                .get("token-exchange");
        var management = realm.admin()
                .clients()
                .get(realm.admin()
                        .clients()
                        .findByClientId("realm-management")
                        .get(0)
                        .getId())
                .authorization();
        var policy = new ClientPolicyRepresentation();
        policy.setName("asks-" + scene.number());
        policy.setClients(Set.of(scene.client().id()));
        management.policies().client().create(policy).close();
        var changed = management.permissions().scope().findById(permission).toRepresentation();
        changed.addPolicy(policy.getName());
        management.permissions().scope().findById(permission).update(changed);
    }
}

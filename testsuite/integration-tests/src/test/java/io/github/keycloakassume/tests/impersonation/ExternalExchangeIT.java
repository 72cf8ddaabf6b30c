package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.authorization.ClientPolicyRepresentation;

/** Keycloak's token exchange V1 with tokens of another issuer ({@code subject_issuer}). */
@KeycloakTest(buildOptions = Features.LEGACY_TOKEN_EXCHANGE)
@DisplayName("A realm that exchanges the tokens of another")
final class ExternalExchangeIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;

    private Scene scene;
    private TrustedRealm realms;
    private TestClient asking;

    ExternalExchangeIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        realms = TrustedRealm.trusting(realm, admin, Map.of());
        asking = realms.own().client("asking", client -> {});
        letExchange(asking);
        TestUser there = realms.own().user("alice-there");
        realms.link(there, scene.alice());
    }

    @AfterEach
    void removeTheOtherRealm() {
        realm.admin().clients().get(realms.brokerClient().id()).remove();
        realms.close();
    }

    @Test
    void takes_those_of_the_users_themselves() {
        TestClient client = encrypting();

        TokenAnswer answer =
                exchange(realm.tokens().password(client, scene.alice()).idToken());

        assertThat(TokenEndpoint.claims(answer.accessToken())).containsEntry("preferred_username", "alice-there");
    }

    /** Encrypted to that realm, the token says nothing to others. */
    @Test
    void takes_no_encrypted_one_of_an_impersonated_session() {
        TestClient client = encrypting();
        scene.becomeAlice();
        String encrypted = new AppInBrowser(realm, client, browser.context())
                .singleSignOn()
                .idToken();
        assertThat(encrypted.split("\\.")).hasSize(5);

        TokenAnswer answer = exchange(encrypted);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .containsEntry("error_description", "exchange-while-impersonated")
                .doesNotContainKey("access_token");
        assertThat(realms.own().admin().users().search("alice-there").stream()
                        .flatMap(user -> realms.own().admin().users().get(user.getId()).getUserSessions().stream()))
                .isEmpty();
    }

    private TestClient encrypting() {
        return Scene.app(realm, "encrypting-" + scene.number(), client -> {
            client.setAttributes(Map.of(
                    "id.token.encrypted.response.alg", "RSA-OAEP",
                    "id.token.encrypted.response.enc", "A256GCM",
                    "use.jwks.string", "true",
                    "jwks.string", keysOfTheOtherRealm()));
            var audience = Forgeries.oidc("oidc-audience-mapper", "");
            audience.getConfig().put("included.client.audience", TrustedRealm.BROKER);
            Forgeries.add(client, List.of(audience));
        });
    }

    /** Copied, not by their address: that is an application for another Keycloak, which is not entered. */
    private String keysOfTheOtherRealm() {
        try (Client http = ClientBuilder.newClient()) {
            return http.target(realms.own().url() + "/protocol/openid-connect/certs")
                    .request()
                    .get(String.class);
        }
    }

    private TokenAnswer exchange(String token) {
        return realms.own()
                .tokens()
                .token(
                        asking,
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token",
                                token,
                                "subject_token_type",
                                "urn:ietf:params:oauth:token-type:id_token",
                                "subject_issuer",
                                TrustedRealm.ALIAS));
    }

    /** By fine-grained permissions of version 1, without which Keycloak exchanges no token of another issuer. */
    private void letExchange(TestClient client) {
        String exchanging = AdminApi.of(realms.own(), admin.tokenManager().getAccessTokenString())
                .put(
                        "identity-provider/instances/" + TrustedRealm.ALIAS + "/management/permissions",
                        Map.of("enabled", true))
                .body()
                .path("scopePermissions")
                .path("token-exchange")
                .asText();
        String management = realms.own()
                .admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        var authorization = realms.own().admin().clients().get(management).authorization();
        var policy = new ClientPolicyRepresentation();
        policy.setName("the asking client");
        policy.addClient(client.id());
        String policyId;
        try (var created = authorization.policies().client().create(policy)) {
            policyId = created.readEntity(ClientPolicyRepresentation.class).getId();
        }
        var permission = authorization.permissions().scope().findById(exchanging);
        var representation = permission.toRepresentation();
        representation.addPolicy(policyId);
        permission.update(representation);
    }
}

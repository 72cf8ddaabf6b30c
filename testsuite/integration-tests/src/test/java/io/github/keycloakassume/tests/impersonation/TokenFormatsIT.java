package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.EncryptionKey;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("Who acts, and until when, stands in")
final class TokenFormatsIT {

    private final RealmFixture realm;
    private final Browser browser;
    private Scene scene;

    TokenFormatsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
    }

    @Test
    void encrypted_id_tokens() {
        EncryptionKey key = EncryptionKey.generate();
        TestClient client = client(Map.of(
                "id.token.encrypted.response.alg", "RSA-OAEP",
                "id.token.encrypted.response.enc", "A256GCM",
                "use.jwks.string", "true",
                "jwks.string", key.jwks()));
        String id = scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertThat(tokens.idToken().split("\\.", -1)).as("a JWE").hasSize(5);
        Sealed.assertToken(key.decrypt(tokens.idToken()), scene, id);
    }

    @Test
    void signed_userinfo() {
        TestClient client = client(Map.of("user.info.response.signature.alg", "RS256"));
        String id = scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        String userInfo = realm.tokens().userInfoAsJwt(tokens.accessToken());

        Sealed.assertClaims(TokenEndpoint.claims(userInfo), scene, id);
    }

    @Test
    void introspection_as_a_jwt() {
        TestClient client = client(Map.of("client.introspection.response.allow.jwt.claim.enabled", "true"));
        String id = scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        TokenAnswer answer = realm.tokens().introspectAsJwt(client, tokens.accessToken());

        Sealed.assertClaims(answer.body(), scene, id);
        Sealed.assertToken(String.valueOf(answer.body().get("jwt")), scene, id);
    }

    @Test
    void introspection_of_a_refresh_token_as_a_jwt() {
        TestClient client = client(Map.of("client.introspection.response.allow.jwt.claim.enabled", "true"));
        String id = scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        TokenAnswer answer = realm.tokens().introspectRefreshTokenAsJwt(client, tokens.refreshToken());

        Sealed.assertClaims(answer.body(), scene, id);
        Sealed.assertToken(String.valueOf(answer.body().get("jwt")), scene, id);
    }

    @Test
    void lightweight_access_tokens_and_their_introspection() {
        TestClient client = client(Map.of(
                "client.use.lightweight.access.token.enabled", "true",
                "client.introspection.response.allow.jwt.claim.enabled", "true"));
        String id = scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .as("lightweight")
                .doesNotContainKey("preferred_username");
        Sealed.assertToken(tokens.accessToken(), scene, id);
        TokenAnswer introspected = realm.tokens().introspectAsJwt(client, tokens.accessToken());
        Sealed.assertClaims(introspected.body(), scene, id);
        Sealed.assertToken(String.valueOf(introspected.body().get("jwt")), scene, id);
    }

    @Test
    void tokens_of_applications_that_know_users_by_pairwise_subjects() {
        TestClient client = Scene.app(realm, "pairwise-" + scene.number(), asked -> {
            List<ProtocolMapperRepresentation> mappers = new ArrayList<>(asked.getProtocolMappers());
            mappers.add(pairwise());
            asked.setProtocolMappers(mappers);
        });
        String id = scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.idToken()).get("sub"))
                .as("pairwise")
                .isNotEqualTo(scene.alice().id());
        Sealed.assertToken(tokens.accessToken(), scene, id);
        Sealed.assertToken(tokens.idToken(), scene, id);
        Sealed.assertClaims(realm.tokens().userInfo(tokens.accessToken()).body(), scene, id);
        assertThat(realm.tokens().userInfo(tokens.accessToken()).body())
                .containsEntry("sub", TokenEndpoint.claims(tokens.idToken()).get("sub"));
        TokenAnswer refreshed = realm.tokens().refresh(client, tokens.refreshToken());
        Sealed.assertToken(refreshed.accessToken(), scene, id);
    }

    @Test
    void tokens_of_a_refresh_with_less_scope_and_of_one_with_all_of_it_again() {
        TestClient client = client(Map.of());
        String id = scene.becomeAlice();
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());
        TokenAnswer first = app.exchange(
                app.ask("response_type=code&scope=openid+address+phone").code());

        TokenAnswer less = refresh(client, first.refreshToken(), "openid");
        TokenAnswer again = refresh(client, less.refreshToken(), "openid address phone");

        for (TokenAnswer tokens : List.of(less, again)) {
            Sealed.assertToken(tokens.accessToken(), scene, id);
            Sealed.assertToken(tokens.idToken(), scene, id);
            Sealed.assertToken(tokens.refreshToken(), scene, id);
        }
        assertThat(scope(less)).doesNotContain("address");
        assertThat(scope(again)).contains("address", "phone");
    }

    private static String scope(TokenAnswer tokens) {
        return String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("scope"));
    }

    private TokenAnswer refresh(TestClient client, String refreshToken, String scope) {
        return realm.tokens()
                .token(client, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", scope));
    }

    private TestClient client(Map<String, String> attributes) {
        Consumer<ClientRepresentation> change = client -> client.setAttributes(new HashMap<>(attributes));
        return Scene.app(realm, "formats-" + scene.number(), change);
    }

    private static ProtocolMapperRepresentation pairwise() {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("pairwise");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-sha256-pairwise-sub-mapper");
        mapper.setConfig(Map.of("pairwiseSubAlgorithmSalt", "salt"));
        return mapper;
    }
}

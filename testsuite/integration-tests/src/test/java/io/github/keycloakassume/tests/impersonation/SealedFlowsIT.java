package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.EncryptionKey;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/security.md, "Flows and formats", with claim mappers against it and without the extension's own. */
@KeycloakTest
@DisplayName("Who acts, and until when, is in all that comes of a login by")
final class SealedFlowsIT {

    private static final EncryptionKey KEY = EncryptionKey.generate();

    private final RealmFixture realm;
    private final Browser browser;
    private Scene scene;

    @SuppressWarnings("NullAway.Init") // set before each test
    SealedFlowsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    /** One setting of an application, for all response types. */
    record Setting(String name, Map<String, String> attributes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Setting> settings() {
        return Stream.of(
                new Setting("an application as it comes", Map.of()),
                new Setting("an application without refresh tokens", Map.of("use.refresh.tokens", "false")),
                new Setting(
                        "an application with lightweight access tokens",
                        Map.of("client.use.lightweight.access.token.enabled", "true")),
                new Setting(
                        "an application with ID tokens as detached signatures",
                        Map.of("id.token.as.detached.signature", "true")),
                new Setting(
                        "an application with long-lived access tokens",
                        Map.of("access.token.lifespan", "36000", "use.refresh.tokens", "false")),
                new Setting(
                        "an application with encrypted ID tokens",
                        Map.of(
                                "id.token.encrypted.response.alg", "RSA-OAEP",
                                "id.token.encrypted.response.enc", "A256GCM",
                                "use.jwks.string", "true",
                                "jwks.string", KEY.jwks())));
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void every_response_type(Setting setting) {
        TestClient client = forging(setting);
        String id = scene.becomeAlice();
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());

        for (String type : List.of(
                "code",
                "id_token",
                "token",
                "id_token%20token",
                "code%20id_token",
                "code%20token",
                "code%20id_token%20token")) {
            Map<String, String> front =
                    app.ask("response_type=" + type + "&scope=openid&nonce=n").parameters();
            assertThat(front).as(type).doesNotContainKey("error");
            assertSealed(front, id);
            if (type.contains("code")) {
                Forgeries.takeMapperAway(realm);
                assertSealedBehind(client, app.exchange(front.getOrDefault("code", "")), id);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void every_response_type_in_a_signed_response(Setting setting) {
        TestClient client = forging(setting);
        String id = scene.becomeAlice();
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());

        for (String type : List.of("code", "id_token%20token", "code%20id_token%20token")) {
            Map<String, String> answer = app.ask("response_mode=jwt&response_type=" + type + "&scope=openid&nonce=n")
                    .parameters();
            Map<String, String> front = strings(TokenEndpoint.claims(answer.getOrDefault("response", "")));
            assertThat(front).as(type).doesNotContainKey("error");
            assertSealed(front, id);
        }
    }

    private TestClient forging(Setting setting) {
        return Scene.app(realm, "flows-" + scene.number(), client -> {
            client.setImplicitFlowEnabled(true);
            client.setAttributes(new HashMap<>(setting.attributes()));
            Forgeries.add(
                    client,
                    Forgeries.NAMES.stream()
                            .map(name -> Forgeries.oidc("oidc-hardcoded-claim-mapper", name))
                            .toList());
        });
    }

    private void assertSealedBehind(TestClient client, TokenAnswer tokens, String id) {
        assertSealed(strings(tokens.body()), id);
        if (tokens.body().containsKey("refresh_token")) {
            TokenAnswer refreshed = realm.tokens().refresh(client, tokens.refreshToken());
            assertSealed(strings(refreshed.body()), id);
        }
        if (TokenEndpoint.claims(tokens.accessToken()).containsKey("sub")) {
            Map<String, Object> userInfo =
                    realm.tokens().userInfo(tokens.accessToken()).body();
            if (!userInfo.isEmpty()) {
                Sealed.assertClaims(userInfo, scene, id);
            }
        }
    }

    private void assertSealed(Map<String, String> answer, String id) {
        Stream.of("access_token", "id_token", "refresh_token")
                .filter(answer::containsKey)
                .forEach(name -> {
                    String jwt = decrypted(answer.getOrDefault(name, ""));
                    Sealed.assertToken(jwt, scene, id);
                    if (!name.equals("refresh_token")) {
                        Map<String, Object> claims = TokenEndpoint.claims(jwt);
                        assertThat(Sealed.number(claims, "exp") - Sealed.number(claims, "iat"))
                                .as("lifespan of %s", name)
                                .isLessThanOrEqualTo(60);
                    }
                });
    }

    private static String decrypted(String token) {
        return token.split("\\.", -1).length == 5 ? KEY.decrypt(token) : token;
    }

    private static Map<String, String> strings(Map<String, Object> values) {
        Map<String, String> strings = new HashMap<>();
        values.forEach((name, value) -> strings.put(name, String.valueOf(value)));
        return strings;
    }
}

package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.EncryptionKey;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Userinfo, whose claims come from mappers alone in Keycloak, with the extension's own mapper taken away. */
@KeycloakTest
@DisplayName("Userinfo")
final class UserInfoSealIT {

    private static final EncryptionKey KEY = EncryptionKey.generate();

    private static final Map<String, String> SIGNED = Map.of("user.info.response.signature.alg", "RS256");
    private static final Map<String, String> ENCRYPTED = Map.of(
            "user.info.encrypted.response.alg", "RSA-OAEP",
            "user.info.encrypted.response.enc", "A256GCM",
            "use.jwks.string", "true",
            "jwks.string", KEY.jwks());

    private final RealmFixture realm;
    private final Browser browser;

    UserInfoSealIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    static Stream<Map<String, String>> formats() {
        Map<String, String> both = new HashMap<>(SIGNED);
        both.putAll(ENCRYPTED);
        return Stream.of(Map.of(), SIGNED, ENCRYPTED, both);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void says_who_acts_in_every_format(Map<String, String> format) {
        Scene scene = Scene.with(realm, browser);
        TestClient client = forging(scene, format);
        String id = scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();
        Forgeries.takeMapperAway(realm);

        Sealed.assertClaims(read(realm.tokens().userInfoAsJwt(tokens.accessToken())), scene, id);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void says_of_no_other_user_that_anyone_acts(Map<String, String> format) {
        Scene scene = Scene.with(realm, browser);
        TestClient client = forging(scene, format);
        TokenAnswer tokens = realm.tokens().password(client, scene.alice());
        Forgeries.takeMapperAway(realm);

        Sealed.assertNoActor(read(realm.tokens().userInfoAsJwt(tokens.accessToken())));
    }

    private TestClient forging(Scene scene, Map<String, String> format) {
        return Scene.app(realm, "userinfo-" + scene.number(), client -> {
            client.setAttributes(new HashMap<>(format));
            Forgeries.add(
                    client,
                    Forgeries.NAMES.stream()
                            .map(name -> Forgeries.oidc("oidc-hardcoded-claim-mapper", name))
                            .toList());
        });
    }

    /** Encrypted alone it is the JSON that is encrypted, else the signed JWT. */
    private static Map<String, Object> read(String body) {
        String content = body.split("\\.", -1).length == 5 && !body.startsWith("{") ? KEY.decrypt(body) : body;
        return content.startsWith("{") ? TokenEndpoint.json(content) : TokenEndpoint.claims(content);
    }
}

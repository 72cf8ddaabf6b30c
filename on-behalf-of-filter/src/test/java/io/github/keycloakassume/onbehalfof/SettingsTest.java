package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    private static final Map<String, String> LEAST =
            Map.of("issuer", "https://keycloak.example/realms/acme", "client-id", "tickets", "client-secret", "s3cret");

    @TempDir
    Path folder;

    @Test
    void threeSettingsAreEnough() {
        Settings settings = Settings.parse(LEAST);
        assertThat(settings.audience()).isEqualTo("tickets");
        assertThat(settings.exchangeAudience()).isEmpty();
        assertThat(settings.exchangeScope()).isEmpty();
        assertThat(settings.defaultReason()).isEmpty();
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.cacheSize()).isEqualTo(1_000);
        assertThat(settings.maxExchanges()).isEqualTo(32);
        assertThat(settings.maxWaiting()).isEqualTo(100);
        assertThat(settings.principalClaim()).isEqualTo("sub");
        assertThat(settings.rolesClaim()).isEqualTo("realm_access.roles");
        assertThat(settings.client().authentication()).isInstanceOf(ClientSecretBasic.class);
    }

    @Test
    void listsAreWords() {
        Settings settings = Settings.parse(
                with(Map.of("exchange-audience", "billing  search", "exchange-scope", "tickets", "audience", "api")));
        assertThat(settings.exchangeAudience()).containsExactly("billing", "search");
        assertThat(settings.exchangeScope()).containsExactly("tickets");
        assertThat(settings.audience()).isEqualTo("api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "client-id", "client-secret"})
    void whatIsMissingIsNamed(String name) {
        var settings = new HashMap<>(LEAST);
        settings.remove(name);
        assertThatThrownBy(() -> Settings.parse(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, http://keycloak.example/realms/acme",
        "issuer, https://keycloak.example/realms/acme?x=1",
        "issuer, https://user@keycloak.example/realms/acme",
        "issuer, keycloak",
        "issuer, ' '",
        "client-id, ''",
        "audience, ''",
        "cache-size, -1",
        "cache-size, 99999999999999",
        "max-exchanges, 0",
        "max-waiting, 0",
        "timeout-millis, soon",
        "timeout-millis, 60001"
    })
    void whatIsWrongIsNamed(String name, String value) {
        assertThatThrownBy(() -> Settings.parse(with(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aReasonThatTheRealmWouldNotTakeIsNamed() {
        assertThat(Settings.parse(with(Map.of("default-reason", "r".repeat(2_000))))
                        .defaultReason())
                .isPresent();
        for (String reason : List.of("r".repeat(2_001), "one\u0000two", "one\ntwo")) {
            assertThatThrownBy(() -> Settings.parse(with(Map.of("default-reason", reason))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'default-reason'");
        }
    }

    @Test
    void aMisspelledOneIsNotOverlooked() {
        assertThatThrownBy(() -> Settings.parse(with(Map.of("audiense", "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("audiense");
    }

    @Test
    void aSecretMayComeFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from a file\n");
        var authentication =
                (ClientSecretBasic) Settings.parse(without("client-secret", "client-secret-file", file.toString()))
                        .client()
                        .authentication();
        assertThat(authentication.getClientSecret().getValue()).isEqualTo("from a file");
    }

    @Test
    void twoWaysToAuthenticateAreOneTooMany() {
        assertThatThrownBy(() -> Settings.parse(with(Map.of("client-secret-file", "/secret"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeySignsByWhatItIs() throws IOException, JOSEException {
        assertThat(algorithmOf(new RSAKeyGenerator(2048).keyID("k").generate())).isEqualTo(JWSAlgorithm.RS256);
        assertThat(algorithmOf(
                        new RSAKeyGenerator(2048).algorithm(JWSAlgorithm.PS384).generate()))
                .isEqualTo(JWSAlgorithm.PS384);
        assertThat(algorithmOf(new ECKeyGenerator(Curve.P_384).generate())).isEqualTo(JWSAlgorithm.ES384);
    }

    @Test
    void whatIsNoPrivateKeyIsRefusedWithoutSayingWhatItIs() throws IOException, JOSEException {
        assertKeyRefused("{\"kty\":\"RSA\",\"n\":\"c2VjcmV0\"");
        assertKeyRefused(new RSAKeyGenerator(2048).generate().toPublicJWK().toJSONString());
        assertKeyRefused(new OctetSequenceKey.Builder("secret".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .build()
                .toJSONString());
        assertKeyRefused("");
        assertThatThrownBy(() -> Settings.parse(without(
                        "client-secret",
                        "client-key-file",
                        folder.resolve("none").toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }

    private void assertKeyRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);
        assertThatThrownBy(() -> Settings.parse(without("client-secret", "client-key-file", file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'client-key-file'")
                .message()
                .doesNotContain("c2VjcmV0");
    }

    private JWSAlgorithm algorithmOf(JWK key) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), key.toJSONString());
        var authentication =
                (PrivateKeyJWT) Settings.parse(without("client-secret", "client-key-file", file.toString()))
                        .client()
                        .authentication();
        assertThat(authentication
                        .getJWTAuthenticationClaimsSet()
                        .getAudience()
                        .get(0)
                        .getValue())
                .isEqualTo("https://keycloak.example/realms/acme");
        return authentication.getClientAssertion().getHeader().getAlgorithm();
    }

    private static Map<String, String> with(Map<String, String> more) {
        var settings = new HashMap<>(LEAST);
        settings.putAll(more);
        return settings;
    }

    private static Map<String, String> without(String removed, String name, String value) {
        var settings = with(Map.of(name, value));
        settings.remove(removed);
        return settings;
    }
}

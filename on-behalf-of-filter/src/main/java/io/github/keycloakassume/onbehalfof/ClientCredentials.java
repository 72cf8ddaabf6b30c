package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the filter authenticates at the token endpoint: with a secret, or with a key (RFC 7523, {@code private_key_jwt}). */
interface ClientCredentials {

    /** What each curve signs with (RFC 7518 section 3.4). */
    Map<Curve, JWSAlgorithm> BY_CURVE =
            Map.of(Curve.P_256, JWSAlgorithm.ES256, Curve.P_384, JWSAlgorithm.ES384, Curve.P_521, JWSAlgorithm.ES512);

    /** For one request: an assertion is used once. */
    ClientAuthentication authentication();

    /**
     * From one of the settings {@code client-secret}, {@code client-secret-file} and {@code client-key-file} (a private
     * JWK).
     *
     * @throws IllegalArgumentException for none or several of them, a file that cannot be read, a key that is not private
     */
    static ClientCredentials read(SettingsReader settings, URI issuer, ClientID client) {
        Optional<String> secret = settings.optional("client-secret");
        Optional<String> secretFile = settings.optional("client-secret-file");
        Optional<String> keyFile = settings.optional("client-key-file");
        if (secret.stream().count()
                        + secretFile.stream().count()
                        + keyFile.stream().count()
                != 1) {
            throw new IllegalArgumentException(
                    "Exactly one of 'client-secret', 'client-secret-file' and 'client-key-file' is required");
        }
        if (keyFile.isPresent()) {
            return withKey(client, issuer, content("client-key-file", keyFile.get()));
        }
        String value = secret.orElseGet(() -> content("client-secret-file", secretFile.orElseThrow()));
        var authentication = new ClientSecretBasic(client, new Secret(value));
        return () -> authentication;
    }

    private static ClientCredentials withKey(ClientID client, URI issuer, String text) {
        try {
            JWK jwk = JWK.parse(text);
            if (!(jwk instanceof AsymmetricJWK pair) || !jwk.isPrivate()) {
                throw new IllegalArgumentException("Setting 'client-key-file' names no private key");
            }
            PrivateKey key = pair.toPrivateKey();
            JWSAlgorithm algorithm = algorithm(jwk);
            ClientCredentials credentials = () -> assertion(client, issuer, algorithm, key, jwk.getKeyID());
            // A key that cannot sign is told at the start.
            credentials.authentication();
            return credentials;
        } catch (ParseException | JOSEException | IllegalStateException e) {
            // Without the cause: its text may have part of the key.
            throw new IllegalArgumentException("Setting 'client-key-file' names no JSON Web Key that can sign");
        }
    }

    private static JWSAlgorithm algorithm(JWK jwk) {
        if (jwk.getAlgorithm() != null) {
            return JWSAlgorithm.parse(jwk.getAlgorithm().getName());
        }
        if (jwk instanceof ECKey ec) {
            return Optional.ofNullable(BY_CURVE.get(ec.getCurve()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Setting 'client-key-file' names a key of a curve that no algorithm is for"));
        }
        if (jwk instanceof RSAKey) {
            return JWSAlgorithm.RS256;
        }
        throw new IllegalArgumentException("Setting 'client-key-file' names a key that is neither RSA nor EC");
    }

    private static ClientAuthentication assertion(
            ClientID client, URI audience, JWSAlgorithm algorithm, PrivateKey key, @Nullable String keyId) {
        try {
            return new PrivateKeyJWT(client, audience, algorithm, key, keyId, null);
        } catch (JOSEException e) {
            throw new IllegalStateException("The client's key cannot sign", e);
        }
    }

    private static String content(String setting, String file) {
        try {
            String text = Files.readString(Path.of(file)).strip();
            if (text.isEmpty()) {
                throw new IllegalArgumentException("Setting '" + setting + "' names an empty file");
            }
            return text;
        } catch (IOException e) {
            throw new IllegalArgumentException("Setting '" + setting + "' names a file that cannot be read", e);
        }
    }
}

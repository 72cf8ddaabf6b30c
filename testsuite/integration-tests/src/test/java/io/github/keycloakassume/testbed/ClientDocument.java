package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A document on the web that describes a client, whose client id is the document's address (OAuth Client ID Metadata Document), and
 * that client: confidential, by a key of its own. For realms that have been told to {@link #areTakenBy}.
 */
public final class ClientDocument implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOST = "localhost";

    private final HttpServer server;
    private final ECKey key;
    private volatile Map<String, Object> document;

    private ClientDocument(HttpServer server, ECKey key) {
        this.server = server;
        this.key = key;
        this.document = Map.of();
    }

    /** Has a realm take clients that a document of these describes. */
    public static void areTakenBy(AdminApi realm) {
        put(
                realm,
                "profiles",
                Map.of(
                        "name",
                        "documents",
                        "executors",
                        List.of(Map.of(
                                "executor",
                                "client-id-metadata-document",
                                "configuration",
                                Map.of(
                                        "cimd-allow-http-scheme",
                                        true,
                                        "cimd-allow-permitted-domains",
                                        List.of(HOST))))));
        put(
                realm,
                "policies",
                Map.of(
                        "name",
                        "documents",
                        "enabled",
                        true,
                        "profiles",
                        List.of("documents"),
                        "conditions",
                        List.of(Map.of(
                                "condition",
                                "client-id-uri",
                                "configuration",
                                Map.of(
                                        "client-id-uri-scheme",
                                        List.of("http"),
                                        "client-id-uri-allow-permitted-domains",
                                        List.of(HOST))))));
    }

    /** On a free port, with the scopes that it asks for. */
    public static ClientDocument asking(String scope) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 0);
            ClientDocument document = new ClientDocument(
                    server,
                    new ECKeyGenerator(Curve.P_256)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyIDFromThumbprint(true)
                            .generate());
            server.createContext("/client", document::answer);
            server.start();
            document.ask(scope);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a client's document", e);
        } catch (JOSEException e) {
            throw new IllegalStateException("no key", e);
        }
    }

    /** Asks for these scopes from now on. */
    public void ask(String scope) {
        document = Map.of(
                "client_id",
                clientId(),
                "client_name",
                "Described by a document",
                "redirect_uris",
                List.of(redirectUri()),
                "grant_types",
                List.of("authorization_code", "client_credentials"),
                "token_endpoint_auth_method",
                "private_key_jwt",
                "jwks",
                Map.of("keys", List.of(key.toPublicJWK().toJSONObject())),
                "scope",
                scope);
    }

    public String clientId() {
        return address("/client");
    }

    /** A browser comes to log in: Keycloak reads the document, if it is new or what it knows of it is over. Answers the status. */
    public int visit(RealmFixture realm) {
        return Http.send(HttpRequest.newBuilder(URI.create(realm.url()
                                + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                                + encode(clientId()) + "&redirect_uri=" + encode(redirectUri())))
                        .build())
                .statusCode();
    }

    /** A token of its service account. */
    public TokenAnswer serviceToken(RealmFixture realm, String scope) {
        Map<String, String> parameters = new HashMap<>(Map.of("grant_type", "client_credentials", "scope", scope));
        parameters.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        parameters.put("client_assertion", assertion(realm.url()));
        return realm.tokens().token(new TestClient("", clientId(), ""), parameters);
    }

    private String assertion(URI issuer) {
        try {
            SignedJWT assertion = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(clientId())
                            .subject(clientId())
                            .audience(issuer.toString())
                            .jwtID(UUID.randomUUID().toString())
                            .issueTime(Date.from(Instant.now()))
                            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                            .build());
            assertion.sign(new ECDSASigner(key));
            return assertion.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("not signed", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] content = write(document).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private String redirectUri() {
        return address("/callback");
    }

    private String address(String path) {
        return "http://" + HOST + ":" + server.getAddress().getPort() + path;
    }

    private static void put(AdminApi realm, String list, Map<String, ?> only) {
        AdminApi.Answer answer = realm.put("client-policies/" + list, Map.of(list, List.of(only)));
        if (answer.status() != 204) {
            throw new AssertionError("client policies: " + answer.status() + " " + answer.body());
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String write(Map<String, Object> json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + json, e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

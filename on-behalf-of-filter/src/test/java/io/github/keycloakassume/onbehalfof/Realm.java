package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An authorization server that can fail in ways that a Keycloak cannot be made to: its answers are what a test says. */
public final class Realm implements AutoCloseable {

    /** Answers a token request. */
    public interface TokenEndpoint {
        void answer(HttpExchange exchange, Map<String, List<String>> form) throws IOException;
    }

    /** The id of the actor. */
    public static final String ACTOR = "agent-id";
    /** The audience of the actor's tokens. */
    public static final String AUDIENCE = "tickets";

    private static final RSAKey KEY = key("ours");
    private static final RSAKey FOREIGN_KEY = key("ours");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, List<String>>> exchanges = new CopyOnWriteArrayList<>();
    private final List<String> authentications = new CopyOnWriteArrayList<>();
    private volatile TokenEndpoint tokenEndpoint = (exchange, form) -> respond(exchange, 200, tokenAnswer(form));
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile RSAKey key = KEY;
    private volatile Optional<String> keys = Optional.empty();
    private volatile String document;
    private volatile Function<JWTClaimsSet.Builder, String> signing = claims -> sign(claims, KEY);

    /** On a free port. */
    public Realm() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document = "{\"issuer\":\"" + issuer() + "\",\"token_endpoint\":\"" + issuer() + "/token\",\"jwks_uri\":\""
                + issuer() + "/certs\"}";
        server.setExecutor(threads);
        server.createContext("/realms/acme/.well-known/openid-configuration", exchange -> {
            awaitRelease("/.well-known/openid-configuration");
            respond(exchange, 200, document);
        });
        server.createContext("/realms/acme/certs", exchange -> {
            keysAsked.incrementAndGet();
            awaitRelease("/certs");
            respond(exchange, 200, published());
        });
        server.createContext("/realms/acme/token", this::exchange);
        server.start();
    }

    /** Its issuer. */
    public URI issuer() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/realms/acme");
    }

    /** Says this at the token endpoint from now on. */
    public void answers(TokenEndpoint answer) {
        tokenEndpoint = answer;
    }

    /** Answers this from now on, in JSON. */
    public void answers(int status, String body) {
        answers((exchange, form) -> respond(exchange, status, body));
    }

    void describesItselfAs(String json) {
        document = json;
    }

    /** Answers at this path below the issuer, "/certs" or the discovery document's, when the latch is open. */
    void holdsBack(String path, CountDownLatch until) {
        held.put(path, until);
    }

    /** Signs with a new key from now on, and knows the old one no more. */
    void takesANewKey(String id) {
        RSAKey taken = key(id);
        key = taken;
        signing = claims -> sign(claims, taken);
    }

    /** Answers this where its keys are asked for. */
    void publishes(String instead) {
        keys = Optional.of(instead);
    }

    /** How often the keys were asked for. */
    int keysAsked() {
        return keysAsked.get();
    }

    /** Has this key alone from now on. */
    void signsWith(EdwardsKeyPair key) {
        publishes(new JWKSet(key.published()).toString());
        signing = claims -> key.sign(claims.build());
    }

    /** What was asked of the token endpoint. */
    List<Map<String, List<String>>> exchanges() {
        return exchanges;
    }

    /** The header Authorization of each of these requests. */
    List<String> authentications() {
        return authentications;
    }

    /** An access token of the actor's own that may act on behalf of users, with changes. */
    String actorToken(UnaryOperator<JWTClaimsSet.Builder> changes) {
        return signing.apply(changes.apply(new JWTClaimsSet.Builder(actorClaims())));
    }

    /** What it says. */
    JWTClaimsSet actorClaims() {
        return claims(ACTOR)
                .audience(AUDIENCE)
                .claim("scope", "openid impersonate")
                .build();
    }

    /** The same as it comes. */
    public String actorToken() {
        return actorToken(UnaryOperator.identity());
    }

    /** The same, signed by a key that is not the realm's but says it were. */
    String forgedToken() {
        return sign(claims(ACTOR).audience(AUDIENCE).claim("scope", "impersonate"), FOREIGN_KEY);
    }

    /** The same, signed by a key of which the realm knows nothing. */
    String tokenOfAnUnknownKey(String id, UnaryOperator<JWTClaimsSet.Builder> changes) {
        return sign(
                changes.apply(claims(ACTOR).audience(AUDIENCE).claim("scope", "impersonate")),
                new RSAKey.Builder(FOREIGN_KEY).keyID(id).build());
    }

    /** An access token of a user with the actor in it, with changes. */
    public String exchangedToken(String user, UnaryOperator<JWTClaimsSet.Builder> changes) {
        return signing.apply(changes.apply(claims(user + "-id")
                .claim("preferred_username", user)
                .claim("act", Map.of("sub", ACTOR, "preferred_username", "agent", "iss", issuer().toString()))
                .claim("impersonation", Map.of("id", "imp-1", "mode", "full"))
                .claim("realm_access", Map.of("roles", List.of("customer")))));
    }

    String tokenAnswer(Map<String, List<String>> form) {
        return tokenAnswer(exchangedToken(
                form.getOrDefault("requested_subject", List.of("none")).get(0), UnaryOperator.identity()));
    }

    /** A success of the token endpoint with that token. */
    public static String tokenAnswer(String token) {
        return "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":60,\"issued_token_type\":"
                + "\"urn:ietf:params:oauth:token-type:access_token\"}";
    }

    /** Answers a request. */
    public static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> form = URLUtils.parseParameters(body);
        exchanges.add(form);
        authentications.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        tokenEndpoint.answer(exchange, form);
    }

    private String published() {
        return keys.orElseGet(() -> new JWKSet(key).toPublicJWKSet().toString());
    }

    private void awaitRelease(String path) {
        CountDownLatch until = held.get(path);
        if (until == null) {
            return;
        }
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .subject(subject)
                // As Keycloak's: no two tokens are the same, whatever the second.
                .jwtID(UUID.randomUUID().toString())
                .claim("typ", "Bearer")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private static String sign(JWTClaimsSet.Builder claims, RSAKey key) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(JOSEObjectType.JWT)
                    .build();
            var token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.keycloakassume.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Talks to a realm's token endpoint as an application does. */
public final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI protocol;
    private final Map<String, String> headers;

    private TokenEndpoint(URI protocol, Map<String, String> headers) {
        this.protocol = protocol;
        this.headers = headers;
    }

    /** The endpoint of a realm on the server, or on one node, that answers at this address. */
    public static TokenEndpoint of(URI baseUrl, String realm) {
        return new TokenEndpoint(URI.create(baseUrl + "/realms/" + realm + "/protocol/openid-connect/"), Map.of());
    }

    /** The same for a client that shows its certificate at each connection. */
    public TokenEndpoint with(ClientCertificate certificate) {
        return new TokenEndpoint(protocol, Map.of(ClientCertificate.HEADER, certificate.header()));
    }

    /** Logs a user in without a browser; asks for scope openid. */
    public TokenAnswer password(TestClient client, TestUser user) {
        return token(
                client,
                Map.of(
                        "grant_type",
                        "password",
                        "scope",
                        "openid",
                        "username",
                        user.username(),
                        "password",
                        user.password()));
    }

    /** Exchanges a refresh token. */
    public TokenAnswer refresh(TestClient client, String refreshToken) {
        return token(client, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** Any grant: the client authenticates, the parameters are yours. */
    public TokenAnswer token(TestClient client, Map<String, String> parameters) {
        return post("token", client, parameters);
    }

    /** Any grant with a DPoP proof: the tokens are bound to the key. */
    public TokenAnswer token(TestClient client, Map<String, String> parameters, DpopKey key) {
        URI endpoint = protocol.resolve("token");
        return answer(Http.send(form("token", client, parameters)
                .header("DPoP", key.proof("POST", endpoint, null))
                .build()));
    }

    /** Any grant with one more header. */
    public TokenAnswer tokenWithHeader(TestClient client, Map<String, String> parameters, String name, String value) {
        return answer(
                Http.send(form("token", client, parameters).header(name, value).build()));
    }

    /** Ends the session of a refresh token. */
    public void logout(TestClient client, String refreshToken) {
        post("logout", client, Map.of("refresh_token", refreshToken));
    }

    /** What the server says about a token. */
    public TokenAnswer introspect(TestClient client, String token) {
        return post("token/introspect", client, Map.of("token", token));
    }

    /** What the server says about a refresh token. */
    public TokenAnswer introspectRefreshToken(TestClient client, String token) {
        return post("token/introspect", client, Map.of("token", token, "token_type_hint", "refresh_token"));
    }

    /** What the server says about a requesting party token (UMA). */
    public TokenAnswer introspectPermissions(TestClient client, String token) {
        return post("token/introspect", client, Map.of("token", token, "token_type_hint", "requesting_party_token"));
    }

    /** What the server says about a refresh token to a client that asks for a JWT: member {@code jwt} of the answer. */
    public TokenAnswer introspectRefreshTokenAsJwt(TestClient client, String token) {
        return answer(
                Http.send(form("token/introspect", client, Map.of("token", token, "token_type_hint", "refresh_token"))
                        .header("Accept", "application/jwt")
                        .build()));
    }

    /** The same for a client that asks for a JWT: member {@code jwt} of the answer. */
    public TokenAnswer introspectAsJwt(TestClient client, String token) {
        return answer(Http.send(form("token/introspect", client, Map.of("token", token))
                .header("Accept", "application/jwt")
                .build()));
    }

    /** The userinfo of an access token as it comes, for clients that get it signed. */
    public String userInfoAsJwt(String accessToken) {
        return Http.send(request("userinfo")
                        .header("Authorization", "Bearer " + accessToken)
                        .build())
                .body();
    }

    /** Any endpoint, by its path below the protocol's: the client authenticates, the parameters are yours. */
    public TokenAnswer call(String path, TestClient client, Map<String, String> parameters) {
        return post(path, client, parameters);
    }

    /** The userinfo of an access token; only the status if the answer is not JSON. */
    public TokenAnswer userInfo(String accessToken) {
        return answer(Http.send(request("userinfo")
                .header("Authorization", "Bearer " + accessToken)
                .build()));
    }

    /** The same with the token in a form, as RFC 6750 section 2.2 allows. */
    public TokenAnswer userInfoByForm(TestClient client, String accessToken) {
        return post("userinfo", client, Map.of("access_token", accessToken));
    }

    /** Says, as the user's own device would, that he has agreed to a login; answers the status. */
    public int agreeAsDevice(String bearer) {
        return Http.send(request("ext/ciba/auth/callback")
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"status\":\"SUCCEED\"}"))
                        .build())
                .statusCode();
    }

    /** The claims of a JWT, its signature unchecked. */
    public static Map<String, Object> claims(String jwt) {
        return parse(new String(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), UTF_8));
    }

    /** The members of a JSON object. */
    public static Map<String, Object> json(String object) {
        return parse(object);
    }

    private TokenAnswer post(String path, TestClient client, Map<String, String> parameters) {
        return answer(Http.send(form(path, client, parameters).build()));
    }

    private HttpRequest.Builder form(String path, TestClient client, Map<String, String> parameters) {
        var form = new LinkedHashMap<>(parameters);
        form.put("client_id", client.clientId());
        form.put("client_secret", client.secret());
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(form)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(protocol.resolve(path));
        headers.forEach(request::header);
        return request;
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static TokenAnswer answer(HttpResponse<String> response) {
        return new TokenAnswer(
                response.statusCode(), response.body().startsWith("{") ? parse(response.body()) : Map.of());
    }

    private static Map<String, Object> parse(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a JSON object: " + json, e);
        }
    }
}

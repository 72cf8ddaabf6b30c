package io.github.keycloakassume.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a realm is, and its confidential clients. */
record RealmAddress(Node node, String name) {

    static final String CLIENT = "programs";
    /** Another one, of whose tokens the first is in the audience. */
    static final String PORTAL = "portal";

    static final String SECRET = "secret";
    static final String REDIRECT = "http://localhost/callback";
    static final String PASSWORD = "password";

    /** Where a browser asks for a login. */
    URI authorization() {
        return protocol("auth?response_type=code&scope=openid&client_id=" + CLIENT + "&redirect_uri=" + REDIRECT);
    }

    /** The tokens of a login in a browser. */
    JsonNode tokensOf(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT));
    }

    /** The tokens of a login without one. */
    JsonNode login(String username, String scope) {
        return login(CLIENT, username, scope);
    }

    /** The same at one of the clients. */
    JsonNode login(String client, String username, String scope) {
        return call(
                "token",
                client,
                Map.of("grant_type", "password", "scope", scope, "username", username, "password", PASSWORD));
    }

    /** The client asks the token endpoint. */
    JsonNode token(Map<String, String> parameters) {
        return call("token", parameters);
    }

    /** The client asks any endpoint of the protocol. */
    JsonNode call(String endpoint, Map<String, String> parameters) {
        return call(endpoint, CLIENT, parameters);
    }

    private JsonNode call(String endpoint, String client, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("client_id", client);
        form.put("client_secret", SECRET);
        return Http.form(protocol(endpoint), encode(form));
    }

    URI protocol(String endpoint) {
        return URI.create(node.url() + "/realms/" + name + "/protocol/openid-connect/" + endpoint);
    }

    /** The address of something in its Admin API. */
    URI admin(String path) {
        return URI.create(node.url() + "/admin/realms/" + name + path);
    }

    /** A fresh token of the administrator of all realms. */
    String adminToken() {
        return Http.form(
                        new RealmAddress(node, "master").protocol("token"),
                        encode(Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                Node.ADMIN,
                                "password",
                                Node.ADMIN_PASSWORD)))
                .path("access_token")
                .asText();
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

package io.github.keycloakassume.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A realm with a vendor's agent, an administrator who decides, and users each of whom is a member of one organization. */
final class BenchmarkRealm {

    static final String NAME = "scale";

    static final String PASSWORD = "password";
    private static final String CLIENT = "programs";
    private static final String SECRET = "secret";
    private static final String REDIRECT = "http://localhost/callback";

    private final Node node;
    private final List<String> subjects = new ArrayList<>();
    private final List<String> organizations = new ArrayList<>();

    private BenchmarkRealm(Node node) {
        this.node = node;
    }

    static BenchmarkRealm create(Node node, int subjects) {
        BenchmarkRealm realm = new BenchmarkRealm(node);
        realm.create(subjects);
        return realm;
    }

    /** Ids of the users. */
    List<String> subjects() {
        return subjects;
    }

    /** Ids of their organizations, in the same order. */
    List<String> organizations() {
        return organizations;
    }

    String id() {
        return admin("").path("id").asText();
    }

    String idOf(String username) {
        return admin("/users?exact=true&username=" + username)
                .path(0)
                .path("id")
                .asText();
    }

    /** A fresh access token of somebody. */
    String token(String username) {
        return token(NAME, "&client_id=" + CLIENT + "&client_secret=" + SECRET, username, PASSWORD);
    }

    /** Where a browser asks for a login. */
    URI authorization() {
        return protocol("auth?response_type=code&scope=openid&client_id=" + CLIENT + "&redirect_uri=" + REDIRECT);
    }

    /** The access token of a login in a browser. */
    String tokenOf(String code) {
        return Http.form(
                        protocol("token"),
                        "grant_type=authorization_code&code=" + code + "&redirect_uri=" + REDIRECT + "&client_id="
                                + CLIENT + "&client_secret=" + SECRET)
                .path("access_token")
                .asText();
    }

    private URI protocol(String endpoint) {
        return URI.create(node.url() + "/realms/" + NAME + "/protocol/openid-connect/" + endpoint);
    }

    /** One more user, with a role of ours. */
    String staff(String username, String role) {
        String id = user(username);
        role(id, role);
        return id;
    }

    /** A grant for the whole realm. */
    void grantAll() {
        Http.post(
                address("/account-assumption/grants"),
                token("ada"),
                Map.of("scope", "realm", "duration", "P1D", "reason", "measured"));
    }

    /** Its users are sent the same mails about its own administrators as about a vendor's staff. */
    void tellOfEveryone() {
        String token = adminToken();
        URI settings = address("/impersonation/settings");
        ObjectNode changed = (ObjectNode) Http.get(settings, token);
        changed.set("notify", changed.get("notifyVendor"));
        Http.put(settings, token, changed);
    }

    /** The address of something in its Admin API. */
    URI address(String path) {
        return URI.create(node.url() + "/admin/realms/" + NAME + path);
    }

    private JsonNode admin(String path) {
        String token = adminToken();
        return Http.get(address(path), token);
    }

    private void create(int count) {
        String token = adminToken();
        Http.post(
                URI.create(node.url() + "/admin/realms"),
                token,
                Map.of(
                        "realm",
                        NAME,
                        "enabled",
                        true,
                        "organizationsEnabled",
                        true,
                        "accessTokenLifespan",
                        3_600,
                        "ssoSessionIdleTimeout",
                        36_000,
                        "clients",
                        List.of(client())));
        role(user("agent"), "assume-accounts");
        role(user("ada"), "manage-account-assumption");
        IntStream.range(0, count).forEach(i -> member("subject-" + i, "own-organization-" + i));
    }

    private void member(String username, String organization) {
        String token = adminToken();
        String user = user(username);
        String created = Http.post(
                address("/organizations"),
                token,
                Map.of(
                        "name",
                        organization,
                        "alias",
                        organization,
                        "domains",
                        List.of(Map.of("name", organization + ".example"))));
        Http.post(URI.create(created + "/members"), token, user);
        subjects.add(user);
        organizations.add(lastOf(created));
    }

    private String user(String username) {
        String token = adminToken();
        return lastOf(Http.post(
                address("/users"),
                token,
                Map.of(
                        "username",
                        username,
                        "email",
                        username + "@scale.example",
                        "emailVerified",
                        true,
                        "firstName",
                        username,
                        "lastName",
                        "Test",
                        "enabled",
                        true,
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)))));
    }

    private void role(String user, String name) {
        String token = adminToken();
        String client = Http.get(address("/clients?clientId=realm-management"), token)
                .path(0)
                .path("id")
                .asText();
        JsonNode role = Http.get(address("/clients/" + client + "/roles/" + name), token);
        Http.post(address("/users/" + user + "/role-mappings/clients/" + client), token, List.of(role));
    }

    private static Map<String, Object> client() {
        return Map.of(
                "clientId",
                CLIENT,
                "secret",
                SECRET,
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "redirectUris",
                List.of(REDIRECT));
    }

    private String adminToken() {
        return token("master", "&client_id=admin-cli", Node.ADMIN, Node.ADMIN_PASSWORD);
    }

    private String token(String realm, String client, String username, String password) {
        return Http.form(
                        URI.create(node.url() + "/realms/" + realm + "/protocol/openid-connect/token"),
                        "grant_type=password&scope=openid&username=" + username + "&password=" + password + client)
                .path("access_token")
                .asText();
    }

    private static String lastOf(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}

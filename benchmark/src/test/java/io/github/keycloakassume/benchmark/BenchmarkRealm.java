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

    private final RealmAddress place;
    private final List<String> subjects = new ArrayList<>();
    private final List<String> organizations = new ArrayList<>();

    private BenchmarkRealm(Node node) {
        this.place = new RealmAddress(node, NAME);
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

    /** A fresh access token of one of its users. */
    String token(String username) {
        return place.login(username, "openid").path("access_token").asText();
    }

    RealmAddress place() {
        return place;
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
        String token = place.adminToken();
        URI settings = address("/impersonation/settings");
        ObjectNode changed = (ObjectNode) Http.get(settings, token);
        changed.set("notify", changed.get("notifyVendor"));
        Http.put(settings, token, changed);
    }

    /** The address of something in its Admin API. */
    URI address(String path) {
        return place.admin(path);
    }

    private JsonNode admin(String path) {
        String token = place.adminToken();
        return Http.get(address(path), token);
    }

    private void create(int count) {
        String token = place.adminToken();
        Http.post(
                URI.create(place.node().url() + "/admin/realms"),
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
        String token = place.adminToken();
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
        String token = place.adminToken();
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
                        List.of(Map.of("type", "password", "value", RealmAddress.PASSWORD, "temporary", false)))));
    }

    private void role(String user, String name) {
        String token = place.adminToken();
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
                RealmAddress.CLIENT,
                "secret",
                RealmAddress.SECRET,
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "redirectUris",
                List.of(RealmAddress.REDIRECT));
    }

    private static String lastOf(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}

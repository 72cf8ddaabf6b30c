package io.github.keycloakassume.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A realm with users and with agents who may impersonate them: the same on a Keycloak with and without what we ship. */
final class LoadRealm {

    private static final String NAME = "load";

    private final RealmAddress address;

    private LoadRealm(RealmAddress address) {
        this.address = address;
    }

    static LoadRealm create(Node node, int users, int agents) {
        LoadRealm realm = new LoadRealm(new RealmAddress(node, NAME));
        Map<String, Object> representation = new HashMap<>(
                Map.of("realm", NAME, "enabled", true, "accessTokenLifespan", 3_600, "ssoSessionIdleTimeout", 36_000));
        representation.put("clients", List.of(client(RealmAddress.CLIENT), client(RealmAddress.PORTAL)));
        representation.put(
                "users",
                Stream.concat(
                                IntStream.range(0, users).mapToObj(number -> user(userName(number), List.of())),
                                IntStream.range(0, agents)
                                        .mapToObj(number -> user(agentName(number), List.of("impersonation"))))
                        .toList());
        Http.post(URI.create(node.url() + "/admin/realms"), realm.address.adminToken(), representation);
        return realm;
    }

    RealmAddress address() {
        return address;
    }

    static String userName(int number) {
        return "user-" + number;
    }

    static String agentName(int number) {
        return "agent-" + number;
    }

    /** The id of a user by their name, on every server the same. */
    static String idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Its first client may act on behalf of users, as often as it likes. */
    void allowOnBehalf() {
        String token = address.adminToken();
        JsonNode scopes = Http.get(address.admin("/client-scopes"), token);
        String scope = StreamSupport.stream(scopes.spliterator(), false)
                .filter(one -> one.path("name").asText().equals("impersonate"))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow();
        String client = Http.get(address.admin("/clients?clientId=" + RealmAddress.CLIENT), token)
                .path(0)
                .path("id")
                .asText();
        Http.put(address.admin("/clients/" + client + "/optional-client-scopes/" + scope), token, Map.of());
        URI settings = address.admin("/impersonation/settings");
        ObjectNode changed = (ObjectNode) Http.get(settings, token);
        changed.put("onBehalfOfPerActorPerHour", 100_000);
        changed.put("onBehalfOfPerSubjectPerHour", 100_000);
        Http.put(settings, token, changed);
    }

    private static Map<String, Object> user(String name, List<String> roles) {
        return Map.of(
                "id",
                idOf(name),
                "username",
                name,
                "email",
                name + "@load.example",
                "emailVerified",
                true,
                "firstName",
                name,
                "lastName",
                "Test",
                "enabled",
                true,
                "clientRoles",
                Map.of("realm-management", roles),
                "credentials",
                List.of(Map.of("type", "password", "value", RealmAddress.PASSWORD, "temporary", false)));
    }

    private static Map<String, Object> client(String clientId) {
        Map<String, Object> client = new HashMap<>(Map.of(
                "clientId",
                clientId,
                "secret",
                RealmAddress.SECRET,
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "redirectUris",
                List.of(RealmAddress.REDIRECT),
                "attributes",
                Map.of("standard.token.exchange.enabled", "true")));
        // Keycloak lets a client introspect only those tokens that name it in their audience.
        client.put(
                "protocolMappers",
                List.of(Map.of(
                        "name",
                        "audience",
                        "protocol",
                        "openid-connect",
                        "protocolMapper",
                        "oidc-audience-mapper",
                        "config",
                        Map.of("included.client.audience", RealmAddress.CLIENT, "access.token.claim", "true"))));
        return client;
    }
}

package io.github.keycloakassume.tests.applications;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/**
 * A support desk that acts for users by API: the agent, the application that they log in with, the API that exchanges its
 * tokens, and a user.
 */
record Desk(RealmFixture realm, TestUser agent, TestUser alice, TestClient desk, TestClient api) {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static Desk in(RealmFixture realm) {
        int number = NUMBERS.incrementAndGet();
        TestClient api = realm.client(
                "api-" + number, client -> client.setAttributes(Map.of("standard.token.exchange.enabled", "true")));
        TestClient desk = realm.client("desk-" + number, client -> client.setProtocolMappers(List.of(audience(api))));
        mayAct(realm, desk);
        return new Desk(
                realm, realm.user("agent-" + number, "impersonation"), realm.user("alice-" + number), desk, api);
    }

    /** The agent's own access token, which may act on behalf of users. */
    String agentToken() {
        return token(agent, "openid impersonate");
    }

    /** An access token of the application. */
    String token(TestUser user, String scope) {
        return realm.tokens()
                .token(
                        desk,
                        Map.of(
                                "grant_type",
                                "password",
                                "scope",
                                scope,
                                "username",
                                user.username(),
                                "password",
                                user.password()))
                .accessToken();
    }

    private static void mayAct(RealmFixture realm, TestClient desk) {
        String scope = realm.admin().clientScopes().findAll().stream()
                .filter(candidate -> candidate.getName().equals("impersonate"))
                .findFirst()
                .orElseThrow()
                .getId();
        realm.admin().clients().get(desk.id()).addOptionalClientScope(scope);
    }

    private static ProtocolMapperRepresentation audience(TestClient api) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience of the API");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.client.audience", api.clientId(), "access.token.claim", "true"));
        return mapper;
    }
}

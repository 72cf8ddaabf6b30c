package io.github.keycloakassume.tests.onbehalf;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * An agent who may impersonate, Alice, and an application that exchanges the agent's token for one of Alice. Each of them is new in
 * every test.
 */
public final class Exchanges {

    static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String TYPE = "urn:ietf:params:oauth:token-type:";
    static final String REASON = "Ticket 4711: the invoice is wrong";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int number = NUMBER.incrementAndGet();
    private final RealmFixture realm;
    private final TestClient client;
    private final TestUser agent;
    private final TestUser alice;
    private final TokenAnswer agentTokens;

    private Exchanges(RealmFixture realm, Consumer<ClientRepresentation> change) {
        this.realm = realm;
        this.client = client(realm, "api-" + number, change);
        this.agent = realm.user("acting-agent-" + number, "impersonation");
        this.alice = realm.user("absent-alice-" + number);
        this.agentTokens = login(client, agent);
    }

    public static Exchanges in(RealmFixture realm) {
        return new Exchanges(realm, client -> {});
    }

    /** With changes of the application's. */
    static Exchanges in(RealmFixture realm, Consumer<ClientRepresentation> change) {
        return new Exchanges(realm, change);
    }

    /** An application that exchanges tokens, and may act on behalf of users. */
    public static TestClient client(RealmFixture realm, String clientId, Consumer<ClientRepresentation> change) {
        TestClient client = realm.client(clientId, representation -> {
            representation.setAttributes(new HashMap<>(Map.of("standard.token.exchange.enabled", "true")));
            representation.setServiceAccountsEnabled(true);
            change.accept(representation);
        });
        realm.admin().clients().get(client.id()).addOptionalClientScope(scope(realm));
        return client;
    }

    /** The id of client scope {@code impersonate}. */
    static String scope(RealmFixture realm) {
        return realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals("impersonate"))
                .map(ClientScopeRepresentation::getId)
                .findFirst()
                .orElseThrow();
    }

    RealmFixture realm() {
        return realm;
    }

    public int number() {
        return number;
    }

    public TestClient client() {
        return client;
    }

    public TestUser agent() {
        return agent;
    }

    public TestUser alice() {
        return alice;
    }

    public TokenAnswer agentTokens() {
        return agentTokens;
    }

    /** Logs a user in with the scope to act on behalf of users. */
    TokenAnswer login(TestClient at, TestUser user) {
        return login(at, user, realm.tokens());
    }

    /** The same by one node, or with a certificate. */
    static TokenAnswer login(TestClient at, TestUser user, TokenEndpoint by) {
        return by.token(
                at,
                Map.of(
                        "grant_type",
                        "password",
                        "scope",
                        "openid impersonate",
                        "username",
                        user.username(),
                        "password",
                        user.password()));
    }

    /** A token of the service account of that application, which may impersonate. */
    public String serviceToken(TestClient robot) {
        return serviceToken(robot, realm.tokens());
    }

    /** The same with a certificate. */
    String serviceToken(TestClient robot, TokenEndpoint by) {
        UserRepresentation account = realm.admin().clients().get(robot.id()).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", "impersonation");
        return by.token(robot, Map.of("grant_type", "client_credentials", "scope", "impersonate"))
                .accessToken();
    }

    /** Exchanges the agent's token for one of Alice, with changes of the parameters; an empty value takes one out. */
    public TokenAnswer exchange(Map<String, String> changes) {
        return exchangeAt(client, changes);
    }

    public TokenAnswer exchangeAt(TestClient at, Map<String, String> changes) {
        return realm.tokens().token(at, parameters(changes));
    }

    public Map<String, String> parameters(Map<String, String> changes) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type",
                GRANT,
                "subject_token",
                agentTokens.accessToken(),
                "subject_token_type",
                TYPE + "access_token",
                "requested_subject",
                alice.username(),
                "assume_reason",
                REASON));
        parameters.putAll(changes);
        parameters.values().removeIf(String::isEmpty);
        return parameters;
    }

    /** A token of Alice in which the agent acts. */
    public String token() {
        return token(Map.of());
    }

    String token(Map<String, String> changes) {
        TokenAnswer answer = exchange(changes);
        if (answer.status() != 200) {
            throw new IllegalStateException("exchange answered " + answer.status() + " " + answer.body());
        }
        return answer.accessToken();
    }

    /** What the realm says of a token to the application that it is for. */
    Map<String, Object> introspect(String token) {
        return realm.tokens().introspect(client, token).body();
    }

    public boolean isActive(String token) {
        return Boolean.TRUE.equals(introspect(token).get("active"));
    }

    /** Whether userinfo still answers. */
    boolean isKnownAtUserInfo(String token) {
        return realm.tokens().userInfo(token).status() == Response.Status.OK.getStatusCode();
    }

    /** The {@code act} of a token in which the agent acts. */
    Map<String, String> act() {
        return Map.of(
                "sub", agent.id(),
                "iss", realm.url().toString(),
                "preferred_username", agent.username(),
                "sub_profile", "user");
    }

    /** Id of the impersonation that a token is of. */
    public static String impersonationOf(String token) {
        return TokenEndpoint.claims(token).get("impersonation") instanceof Map<?, ?> claim
                ? String.valueOf(claim.get("id"))
                : "";
    }

    /** The Admin API with the agent's own token. */
    public AdminApi agentApi() {
        return AdminApi.of(realm, agentTokens.accessToken());
    }
}

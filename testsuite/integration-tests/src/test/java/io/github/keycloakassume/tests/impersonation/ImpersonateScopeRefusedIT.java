package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.AdminApi.Answer;
import io.github.keycloakassume.testbed.ClientRegistrations;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.ScopeMappingRepresentation;

@KeycloakTest
@DisplayName("Public and dynamically registered clients do not get client scope impersonate:")
final class ImpersonateScopeRefusedIT {

    private static final String NAME = ScopeOfHolders.NAME;
    private static final String REFUSED = "scope-not-for-client";
    private static final String POLICIES = "org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy";

    private final RealmFixture realm;
    private final AdminApi api;
    private final Rows rows;
    private final ScopeOfHolders scope;
    private final ClientRegistrations registrations;
    private final String clientId = "app-" + UUID.randomUUID();
    private final TestUser agent;

    ImpersonateScopeRefusedIT(RealmFixture realm, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.api = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
        this.rows = rows;
        this.scope = new ScopeOfHolders(realm);
        this.registrations = ClientRegistrations.of(realm);
        this.agent = realm.user("agent-" + clientId, "impersonation");
    }

    /** By default they would refuse most registrations themselves. */
    @BeforeEach
    void registration_has_no_policies() {
        realm.admin()
                .components()
                .query(null, POLICIES)
                .forEach(policy ->
                        realm.admin().components().component(policy.getId()).remove());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "optional"})
    void it_is_not_attached_to_a_public_client(String kind) {
        TestClient app = realm.client(clientId, client -> client.setPublicClient(true));

        assertRefused(api.put(
                "clients/" + app.id() + "/" + kind + "-client-scopes/"
                        + scope.scope().getId(),
                Map.of()));

        assertHasNot(app);
    }

    @ParameterizedTest
    @CsvSource({
        "publicClient, defaultClientScopes",
        "publicClient, optionalClientScopes",
        "bearerOnly, optionalClientScopes"
    })
    void no_client_is_created_with_it(String kind, String list) {
        assertRefused(api.post(
                "clients",
                Map.of("clientId", clientId, kind, true, "directAccessGrantsEnabled", true, list, List.of(NAME))));

        assertThat(realm.admin().clients().findByClientId(clientId)).isEmpty();
    }

    @Test
    void a_client_that_has_it_is_not_made_public() {
        TestClient app = scope.application(clientId);

        assertRefused(api.put("clients/" + app.id(), Map.of("clientId", clientId, "publicClient", true)));

        assertThat(realm.admin().clients().get(app.id()).toRepresentation().isPublicClient())
                .isFalse();
        assertThat(ScopeOfHolders.in(scope.asked(app, agent))).contains(NAME);
    }

    @Test
    void none_comes_by_a_partial_import() {
        Map<String, Object> client = Map.of(
                "clientId",
                clientId,
                "publicClient",
                true,
                "directAccessGrantsEnabled",
                true,
                "optionalClientScopes",
                List.of(NAME));

        Answer answer = api.post("partialImport", Map.of("ifResourceExists", "OVERWRITE", "clients", List.of(client)));

        assertRefused(answer);
        assertThat(realm.admin().clients().findByClientId(clientId)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "optional"})
    void it_does_not_become_a_scope_of_all_new_clients(String kind) {
        assertRefused(
                api.put("default-" + kind + "-client-scopes/" + scope.scope().getId(), Map.of()));

        TestClient app = realm.client(clientId, client -> client.setPublicClient(true));
        assertHasNot(app);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "initial access token", "bearer token"})
    void none_registers_with_it(String how) {
        String token = token(how);

        ClientRegistrations.Answer oidc = registrations.create(
                ClientRegistrations.OIDC,
                token,
                Map.of(
                        "redirect_uris",
                        List.of("https://app.example/cb"),
                        "client_name",
                        clientId,
                        "scope",
                        "profile " + NAME));
        ClientRegistrations.Answer own = registrations.create(
                ClientRegistrations.DEFAULT,
                token(how),
                Map.of("clientId", clientId, "optionalClientScopes", List.of(NAME)));

        assertThat(List.of(oidc.errorKey(), own.errorKey()))
                .as("%s, %s", oidc, own)
                .containsOnly(REFUSED);
        assertThat(realm.admin().clients().findAll())
                .noneMatch(client -> clientId.equals(client.getName()) || clientId.equals(client.getClientId()));
    }

    @Test
    void a_client_that_has_registered_itself_neither_gives_it_to_itself_nor_gets_it() {
        ClientRegistrations.Answer created = registrations.create(
                ClientRegistrations.DEFAULT,
                registrations.initialToken(),
                Map.of("clientId", clientId, "secret", "secret", "directAccessGrantsEnabled", true));
        TestClient app = client("secret");

        ClientRegistrations.Answer byItself = registrations.update(
                ClientRegistrations.DEFAULT,
                clientId,
                created.token(),
                Map.of("clientId", clientId, "optionalClientScopes", List.of(NAME)));
        Answer byAdministrator = api.put(
                "clients/" + app.id() + "/optional-client-scopes/"
                        + scope.scope().getId(),
                Map.of());

        assertThat(byItself.errorKey()).isEqualTo(REFUSED);
        assertRefused(byAdministrator);
        assertHasNot(app);
    }

    /** From then on, who has the registration access token rewrites the client. */
    @Test
    void tokens_lose_it_when_the_client_is_handed_out_to_who_registers() {
        TestClient app = scope.application(clientId);
        TokenAnswer before = scope.asked(app, agent);
        realm.admin().clients().get(app.id()).regenerateRegistrationAccessToken();

        TokenAnswer refreshed = realm.tokens().refresh(app, before.refreshToken());

        assertThat(ScopeOfHolders.in(before)).contains(NAME);
        assertHasNot(app);
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(ScopeOfHolders.in(refreshed)).doesNotContain(NAME);
    }

    /** The mark that Keycloak leaves on a client which a document at its client id describes. */
    @Test
    void a_client_that_a_document_describes_does_not_get_it() {
        TestClient app = realm.client(
                clientId, client -> client.setAttributes(Map.of("cimd.cache.expiry.time.in.sec", "2000000000")));

        assertRefused(api.put(
                "clients/" + app.id() + "/optional-client-scopes/"
                        + scope.scope().getId(),
                Map.of()));

        assertHasNot(app);
    }

    /** Which scopes such a client has, its storage says. */
    @Test
    void tokens_of_a_client_that_is_stored_outside_do_not_carry_it() {
        TestClient app = scope.application(clientId);
        String storage = realm.federateClients();
        try {
            TestClient stored = new TestClient("", "stored-" + clientId, app.secret());

            assertHasNot(stored);
            assertThat(ScopeOfHolders.in(scope.asked(app, agent)))
                    .as("the other")
                    .contains(NAME);
        } finally {
            realm.admin().components().component(storage).remove();
        }
    }

    /** A whole realm is imported as it is; what a realm's file says of the scope is not enough. */
    @Test
    void tokens_of_an_imported_public_client_do_not_carry_it(Keycloak admin) {
        var app = new ClientRepresentation();
        app.setClientId(clientId);
        app.setPublicClient(true);
        app.setDirectAccessGrantsEnabled(true);
        app.setFullScopeAllowed(true);
        app.setDefaultClientScopes(List.of(NAME));
        var mapping = new ScopeMappingRepresentation();
        mapping.setClientScope(NAME);
        mapping.setRoles(Set.of("impersonation"));
        var theScope = new ClientScopeRepresentation();
        theScope.setName(NAME);
        theScope.setProtocol("openid-connect");
        var file = new RealmRepresentation();
        file.setRealm("imported-" + clientId);
        file.setEnabled(true);
        file.setClientScopes(List.of(theScope));
        file.setClientScopeMappings(Map.of("realm-management", List.of(mapping)));
        file.setDefaultOptionalClientScopes(List.of(NAME));
        file.setClients(List.of(app));
        admin.realms().create(file);
        RealmFixture other = realm.sibling(admin, file.getRealm());
        try {
            ScopeOfHolders there = new ScopeOfHolders(other);
            TestUser holder = other.user("agent", "impersonation");
            TokenAnswer answer = other.tokens().password(new TestClient("", clientId, ""), holder);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(ScopeOfHolders.in(answer)).contains("openid").doesNotContain(NAME);
            assertThat(other.admin().getDefaultOptionalClientScopes())
                    .noneMatch(scope -> scope.getName().equals(NAME));
            assertThat(ScopeOfHolders.in(there.asked(there.application("confidential"), holder)))
                    .as("the realm's scope itself works")
                    .contains(NAME);
        } finally {
            other.admin().remove();
        }
    }

    private String token(String how) {
        return switch (how) {
            case "anonymous" -> ClientRegistrations.ANONYMOUS;
            case "initial access token" -> registrations.initialToken();
            default ->
                realm.tokens()
                        .password(
                                realm.client("tool-" + UUID.randomUUID()),
                                realm.user("developer-" + UUID.randomUUID(), "create-client"))
                        .accessToken();
        };
    }

    private TestClient client(String secret) {
        return new TestClient(
                realm.admin().clients().findByClientId(clientId).get(0).getId(), clientId, secret);
    }

    private void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo(REFUSED);
        assertThat(rows.of("ASSUME_TRAIL", "DETAIL", REFUSED))
                .anySatisfy(row -> assertThat(row).containsEntry("ACTION", "REFUSED"));
    }

    /** Users who ask for it by that client get none, though they hold the right. */
    private void assertHasNot(TestClient app) {
        TokenAnswer asked = scope.asked(app, agent);
        TokenAnswer notAsked = realm.tokens().password(app, agent);

        assertThat(ScopeOfHolders.in(asked)).doesNotContain(NAME);
        assertThat(asked.body().get("error")).isIn(null, "invalid_scope");
        assertThat(notAsked.status()).as("%s", notAsked.body()).isEqualTo(200);
        assertThat(ScopeOfHolders.in(notAsked)).contains("openid").doesNotContain(NAME);
    }
}

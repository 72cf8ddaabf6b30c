package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** An application with a service account; who develops it writes its claim mappers, and may nothing else in the realm. */
final class MappedApplication {

    private final RealmFixture realm;
    private final TestClient client;

    private MappedApplication(RealmFixture realm, TestClient client) {
        this.realm = realm;
        this.client = client;
    }

    static MappedApplication in(RealmFixture realm, String clientId) {
        return new MappedApplication(realm, realm.client(clientId, client -> {
            client.setServiceAccountsEnabled(true);
            // Of one host, for the pairwise mapper.
            client.setRedirectUris(List.of("http://127.0.0.1/*"));
        }));
    }

    /** One that there is. */
    static MappedApplication of(RealmFixture realm, TestClient client) {
        return new MappedApplication(realm, client);
    }

    /** The same without Keycloak's own mapper of names: of two that write the same claim either may come last. */
    MappedApplication withoutNames() {
        var own = realm.admin().clients().get(client.id());
        own.getDefaultClientScopes().stream()
                .filter(scope -> scope.getName().equals("profile"))
                .forEach(scope -> own.removeDefaultClientScope(scope.getId()));
        return this;
    }

    /** The kinds of mapper that write a claim under a name of their own choice, and one that writes subjects alone. */
    enum Writer {
        HARDCODED("oidc-hardcoded-claim-mapper"),
        ATTRIBUTE("oidc-usermodel-attribute-mapper"),
        SESSION_NOTE("oidc-usersessionmodel-note-mapper"),
        FULL_GROUP("oidc-group-membership-mapper"),
        PAIRWISE("oidc-sha256-pairwise-sub-mapper");

        private final String type;

        Writer(String type) {
            this.type = type;
        }
    }

    TestClient client() {
        return client;
    }

    void map(Writer writer, String claim, String value) {
        map(writer, claim, value, "String");
    }

    void map(Writer writer, String claim, String value, String jsonType) {
        Map<String, String> config = new HashMap<>(Map.of(
                "claim.name", claim,
                "claim.value", value,
                "jsonType.label", jsonType,
                "user.attribute", "lastName",
                "user.session.note", "clientAddress",
                "full.path", "false",
                "access.token.claim", "true",
                "introspection.token.claim", "true",
                "userinfo.token.claim", "true",
                "id.token.claim", "true"));
        config.put("pairwiseSubAlgorithmSalt", "salt");
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName(writer + " writes " + claim);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(writer.type);
        mapper.setConfig(config);
        try (var response =
                realm.admin().clients().get(client.id()).getProtocolMappers().createMapper(mapper)) {
            assertThat(response.getStatus()).isEqualTo(201);
        }
    }

    /** A token of the service account, which opens what that may, and that alone. */
    String ownToken() {
        UserRepresentation account = realm.admin().clients().get(client.id()).getServiceAccountUser();
        realm.grant(
                new TestUser(account.getId(), account.getUsername(), "", ""),
                "realm-management",
                "view-identity-providers");
        String token = bareToken();
        assertThat(AdminApi.of(realm, token).get("identity-provider/instances").status())
                .isEqualTo(200);
        return token;
    }

    /** A token of the service account. */
    String bareToken() {
        return realm.tokens()
                .token(client, Map.of("grant_type", "client_credentials"))
                .accessToken();
    }

    /** The user it is read as administers nothing, neither at Keycloak nor at what this extension adds. */
    void assertOpensNothing(String token, TestUser friend) {
        AdminApi api = AdminApi.of(realm, token);
        assertThat(api.get("users?max=1").status()).isIn(401, 403);
        assertThat(api.get("impersonation/trail").status()).isIn(401, 403);
        assertThat(api.post("impersonation/sessions", Map.of("user", friend.id(), "reason", "r"))
                        .status())
                .as("400: a service account has no login session")
                .isIn(400, 401, 403);
        assertThat(api.post("account-assumption/grants", Map.of("scope", "realm", "duration", "P1D"))
                        .status())
                .isIn(401, 403);
        assertThat(api.get("account-assumption/grants").status()).isIn(401, 403);
        assertDoesNotGive(api, friend, "view-impersonations");
        assertDoesNotGive(api, friend, "realm-admin");
    }

    private void assertDoesNotGive(AdminApi api, TestUser friend, String role) {
        var management = realm.admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        String id = realm.admin()
                .clients()
                .get(management)
                .roles()
                .get(role)
                .toRepresentation()
                .getId();

        AdminApi.Answer answer = api.post(
                "users/" + friend.id() + "/role-mappings/clients/" + management,
                "[{\"id\":\"" + id + "\",\"name\":\"" + role + "\"}]");

        assertThat(answer.status()).as(role).isIn(401, 403);
        assertThat(realm.admin()
                        .users()
                        .get(friend.id())
                        .roles()
                        .clientLevel(management)
                        .listAll())
                .noneMatch(held -> held.getName().equals(role));
    }
}

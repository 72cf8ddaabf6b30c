package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The caller writes the mappers of one application of their own, and has a token made before the other one is there. */
@KeycloakTest
@DisplayName("The token of a service account is not of a later user")
final class LaterOwnerIT {

    private static final String TEXT = "workload 7";

    private final RealmFixture realm;
    private final Rows rows;
    private final String number = UUID.randomUUID().toString().substring(0, 8);
    private final TestUser friend;

    LaterOwnerIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.friend = realm.user("friend-" + number);
    }

    /** A user who is imported may be given any id. */
    @Test
    void who_is_imported_with_the_id_that_its_mapper_names() {
        TestClient own = application("own-" + number);
        String id = UUID.randomUUID().toString();
        ClaimMapper.writes(realm, own, "sub", id);
        String token = token(own);

        importAdministrator(id);

        assertOpensNothing(token);
    }

    @Test
    void of_a_storage_that_is_added_after_it_was_made() {
        TestClient own = application("own-" + number);
        String storage = UUID.randomUUID().toString();
        String boss = "f:" + storage + ":federated-boss";
        ClaimMapper.writes(realm, own, "sub", boss);
        String token = token(own);

        addStorage(storage);
        try {
            realm.grant(new TestUser(boss, "federated-boss", "", ""), "realm-management", "realm-admin");
            assertOpensNothing(token);
        } finally {
            realm.admin().components().component(storage).remove();
        }
    }

    /** Nor does the answer say whether there is such a user. */
    @ParameterizedTest
    @MethodSource("idsOfNoUser")
    void whose_id_has_the_form_that_keycloak_gives_to_ids(String id) {
        TestClient own = application("own-" + number);
        ClaimMapper.writes(realm, own, "sub", id);

        assertThat(TokenEndpoint.claims(token(own))).containsEntry("sub", accountOf(own));
    }

    static Stream<String> idsOfNoUser() {
        String id = UUID.randomUUID().toString();
        return Stream.of(
                id,
                id.toUpperCase(Locale.ROOT),
                id + " ",
                id.replaceAll("[0-9]", "\uFF11"),
                "f:" + id + ":no user",
                "f:1:n",
                "F:" + id + ":n",
                "f:" + id + ":" + "n".repeat(250));
    }

    /** Of an application that is renamed, whose old name another one gets, and its service account with it. */
    @Test
    void of_an_application_that_has_its_old_name() {
        TestClient own = application("payroll-" + number);
        ClaimMapper.writes(realm, own, "sub", TEXT);
        String token = token(own);
        rename(own, "own-" + number);

        TestClient payroll = application("payroll-" + number);
        grantAll(payroll);

        assertDecidesNothing(token);
    }

    /** Keycloak looks for the name once there is no user of the subject. */
    @Test
    void whom_its_mapper_names_when_the_service_account_is_gone() {
        TestClient own = application("own-" + number);
        TestUser boss = realm.user("boss-" + number, "realm-admin");
        ClaimMapper.writes(realm, own, "preferred_username", boss.username());
        String token = token(own);

        update(own, client -> client.setServiceAccountsEnabled(false));

        assertOpensNothing(token);
    }

    @Test
    void and_keeps_a_subject_that_is_no_id_or_is_pairwise() {
        TestClient texts = application("texts-" + number);
        ClaimMapper.writes(realm, texts, "sub", TEXT);
        TestClient pairwise = application("pairwise-" + number);
        ClaimMapper.writesPairwiseSubjects(realm, pairwise);

        assertThat(TokenEndpoint.claims(token(texts))).containsEntry("sub", TEXT);
        assertThat(TokenEndpoint.claims(token(pairwise)).get("sub"))
                .isEqualTo(TokenEndpoint.claims(token(pairwise)).get("sub"))
                .isNotEqualTo(accountOf(pairwise));
    }

    private TestClient application(String clientId) {
        return realm.client(clientId, client -> {
            client.setServiceAccountsEnabled(true);
            client.setRedirectUris(List.of("https://shop.example/*"));
            client.setAttributes(Map.of("access.token.lifespan", "36000"));
        });
    }

    private String token(TestClient client) {
        return realm.tokens()
                .token(client, Map.of("grant_type", "client_credentials"))
                .accessToken();
    }

    private String accountOf(TestClient client) {
        return realm.admin().clients().get(client.id()).getServiceAccountUser().getId();
    }

    private void grantAll(TestClient client) {
        realm.grant(new TestUser(accountOf(client), "", "", ""), "realm-management", "realm-admin");
    }

    private void rename(TestClient client, String name) {
        update(client, renamed -> renamed.setClientId(name));
    }

    private void update(TestClient client, Consumer<ClientRepresentation> change) {
        ClientRepresentation changed = realm.admin().clients().get(client.id()).toRepresentation();
        change.accept(changed);
        realm.admin().clients().get(client.id()).update(changed);
    }

    private void importAdministrator(String id) {
        UserRepresentation user = new UserRepresentation();
        user.setId(id);
        user.setUsername("imported-" + number);
        user.setEnabled(true);
        user.setClientRoles(Map.of("realm-management", List.of("realm-admin")));
        PartialImportRepresentation wanted = new PartialImportRepresentation();
        wanted.setIfResourceExists("FAIL");
        wanted.setUsers(List.of(user));
        realm.admin().partialImport(wanted).close();
        assertThat(realm.admin().users().get(id).toRepresentation().getUsername())
                .isEqualTo("imported-" + number);
    }

    private void addStorage(String id) {
        ComponentRepresentation component = new ComponentRepresentation();
        component.setId(id);
        component.setName("later-" + number);
        component.setProviderId("testbed-users");
        component.setProviderType("org.keycloak.storage.UserStorageProvider");
        realm.admin().components().add(component).close();
        assertThat(realm.admin().users().get("f:" + id + ":federated-boss").toRepresentation())
                .isNotNull();
    }

    private void assertOpensNothing(String token) {
        assertThat(AdminApi.of(realm, token).get("users?max=1").status()).isIn(401, 403);
        assertThat(AdminApi.of(realm, token).get("impersonation/trail").status())
                .isIn(401, 403);
        assertDecidesNothing(token);
    }

    private void assertDecidesNothing(String token) {
        AdminApi api = AdminApi.of(realm, token);
        String container = realm.admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        var role = realm.admin()
                .clients()
                .get(container)
                .roles()
                .get("view-impersonations")
                .toRepresentation();
        api.post(
                "users/" + friend.id() + "/role-mappings/clients/" + container,
                "[{\"id\":\"%s\",\"name\":\"%s\"}]".formatted(role.getId(), role.getName()));
        AdminApi.Answer granted =
                api.post("account-assumption/grants", Map.of("scope", "user", "user", friend.id(), "duration", "P1D"));

        assertThat(granted.status()).as("%s", granted.body()).isIn(401, 403);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", friend.id())).isEmpty();
        assertThat(realm.admin()
                        .users()
                        .get(friend.id())
                        .roles()
                        .clientLevel(container)
                        .listAll())
                .isEmpty();
    }
}

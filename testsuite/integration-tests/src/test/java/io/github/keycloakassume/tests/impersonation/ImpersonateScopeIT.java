package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("The client scope impersonate")
final class ImpersonateScopeIT {

    private static final String NAME = ScopeOfHolders.NAME;

    private final RealmFixture realm;
    private final ScopeOfHolders scope;
    private final String number = UUID.randomUUID().toString();

    ImpersonateScopeIT(RealmFixture realm) {
        this.realm = realm;
        this.scope = new ScopeOfHolders(realm);
    }

    @Test
    void is_there_in_every_realm_at_no_client_and_mapped_to_the_impersonation_rights(Keycloak admin) {
        assertAsMade(realm, "realm-management");
        assertAsMade(realm.sibling(admin, "master"), "master-realm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"impersonation", "assume-accounts", "realm-admin"})
    void comes_to_holders_of_a_right(String role) {
        TestUser agent = realm.user("agent-" + number, role);

        TokenAnswer answer = scope.asked(scope.application("app-" + number), agent);

        assertThat(ScopeOfHolders.in(answer)).contains(NAME);
        assertThat(TokenEndpoint.claims(answer.accessToken()).get("scope"))
                .asString()
                .contains(NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manage-users", "view-impersonations"})
    void comes_to_no_other(String role) {
        TokenAnswer answer = scope.asked(scope.application("app-" + number), realm.user("other-" + number, role));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ScopeOfHolders.in(answer)).isNotEmpty().doesNotContain(NAME);
    }

    @Test
    void leaves_a_token_at_the_refresh_after_its_user_lost_the_right() {
        TestUser agent = realm.user("agent-" + number, "impersonation");
        TestClient app = scope.application("app-" + number);
        TokenAnswer before = scope.asked(app, agent);
        realm.revoke(agent, "realm-management", "impersonation");

        TokenAnswer after = realm.tokens().refresh(app, before.refreshToken());

        assertThat(ScopeOfHolders.in(before)).contains(NAME);
        assertThat(after.status()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(after.accessToken()).get("scope"))
                .asString()
                .doesNotContain(NAME);
    }

    @Test
    void comes_to_a_service_account_with_the_right_and_to_no_other() {
        TestClient with = serviceAccount("with-" + number, "impersonation");
        TestClient without = serviceAccount("without-" + number);
        Map<String, String> asked = Map.of("grant_type", "client_credentials", "scope", NAME);

        assertThat(ScopeOfHolders.in(realm.tokens().token(with, asked))).contains(NAME);
        assertThat(ScopeOfHolders.in(realm.tokens().token(without, asked))).doesNotContain(NAME);
    }

    /** Its user holds the right too, and the application has the scope by default. */
    @Test
    void is_in_no_token_of_an_impersonated_session(Browser browser) {
        Scene scene = Scene.of(
                realm,
                browser,
                realm.user("agent-" + number, "impersonation"),
                realm.user("alice-" + number, "impersonation"));
        realm.admin()
                .clients()
                .get(scene.client().id())
                .addDefaultClientScope(scope.scope().getId());
        assertThat(ScopeOfHolders.in(realm.tokens().password(scene.client(), scene.alice())))
                .as("the user's own")
                .contains(NAME);
        scene.becomeAlice();

        TokenAnswer answer = scene.app().singleSignOn();
        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), answer.refreshToken());

        assertThat(ScopeOfHolders.in(answer)).contains("openid").doesNotContain(NAME);
        assertThat(ScopeOfHolders.in(refreshed)).contains("openid").doesNotContain(NAME);
        assertThat(realm.tokens()
                        .introspect(scene.client(), refreshed.accessToken())
                        .body()
                        .get("scope"))
                .asString()
                .doesNotContain(NAME);
    }

    @Test
    void comes_back_when_it_is_removed() {
        String before = scope.scope().getId();

        realm.admin().clientScopes().get(before).remove();

        assertThat(scope.scope().getId()).isNotEqualTo(before);
        assertAsMade(realm, "realm-management");
    }

    @Test
    void is_not_taken_over_where_a_realm_has_one_of_its_own(Keycloak admin) {
        var own = new ClientScopeRepresentation();
        own.setName(NAME);
        own.setProtocol("openid-connect");
        own.setDescription("of an application");
        own.setAttributes(Map.of("include.in.token.scope", "true"));
        RealmRepresentation file = new RealmRepresentation();
        file.setRealm("own-" + number);
        file.setEnabled(true);
        file.setClientScopes(List.of(own));
        admin.realms().create(file);
        RealmFixture imported = realm.sibling(admin, file.getRealm());
        try {
            ScopeOfHolders there = new ScopeOfHolders(imported);
            TokenAnswer answer =
                    there.asked(there.application("app-" + number), imported.user("anyone", "manage-users"));

            assertThat(there.scope().getDescription()).isEqualTo("of an application");
            assertThat(ScopeOfHolders.in(answer)).as("as before").contains(NAME);
        } finally {
            imported.admin().remove();
        }
    }

    /** For users with fine-grained permissions alone: Keycloak knows nothing of these here. */
    @Test
    void comes_to_holders_of_other_roles_that_administrators_map_it_to() {
        realm.admin().roles().create(new RoleRepresentation("acts-" + number, "", false));
        var role = realm.admin().roles().get("acts-" + number).toRepresentation();
        var mappings = resource(realm).getScopeMappings().realmLevel();
        mappings.add(List.of(role));
        TestUser agent = realm.user("agent-" + number);
        realm.grantRealmRole(agent, "acts-" + number);

        TokenAnswer answer = scope.asked(scope.application("app-" + number), agent);

        assertThat(ScopeOfHolders.in(answer)).contains(NAME);
        mappings.remove(List.of(role));
    }

    private TestClient serviceAccount(String clientId, String... roles) {
        TestClient client = realm.client(clientId, representation -> representation.setServiceAccountsEnabled(true));
        var resource = realm.admin().clients().get(client.id());
        resource.addOptionalClientScope(scope.scope().getId());
        var account = resource.getServiceAccountUser();
        if (roles.length > 0) {
            realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", roles);
        }
        return client;
    }

    private static void assertAsMade(RealmFixture realm, String administration) {
        ClientScopeRepresentation made = new ScopeOfHolders(realm).scope();
        assertThat(made.getProtocol()).isEqualTo("openid-connect");
        assertThat(made.getAttributes()).containsEntry("include.in.token.scope", "true");
        String management =
                realm.admin().clients().findByClientId(administration).get(0).getId();
        assertThat(resource(realm).getScopeMappings().clientLevel(management).listAll())
                .extracting(RoleRepresentation::getName)
                .contains("impersonation", "assume-accounts");
        assertThat(realm.admin().getDefaultDefaultClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .doesNotContain(NAME);
        assertThat(realm.admin().getDefaultOptionalClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .doesNotContain(NAME);
        assertThat(realm.admin()
                        .clients()
                        .findByClientId("account-console")
                        .get(0)
                        .getOptionalClientScopes())
                .doesNotContain(NAME);
    }

    private static ClientScopeResource resource(RealmFixture realm) {
        return realm.admin()
                .clientScopes()
                .get(new ScopeOfHolders(realm).scope().getId());
    }
}

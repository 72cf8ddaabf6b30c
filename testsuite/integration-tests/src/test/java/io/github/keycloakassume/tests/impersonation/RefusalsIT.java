package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("An impersonation is refused, with a clear error and a trail entry, and nothing happens, when")
final class RefusalsIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Browser browser;

    RefusalsIT(RealmFixture realm, Rows rows, Browser browser) {
        this.realm = realm;
        this.rows = rows;
        this.browser = browser;
    }

    @Test
    void the_caller_holds_no_right() {
        Scene scene = Scene.withAgentRoles(realm, browser, "view-users", "manage-users");

        assertRefused(scene, scene.request(scene.alice()), 403, "impersonation-not-allowed");
    }

    @Test
    void the_caller_holds_no_right_and_the_user_does_not_exist_either() {
        Scene scene = Scene.withAgentRoles(realm, browser);

        assertRefused(scene, request(scene, "nobody-at-all"), 403, "impersonation-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-at-all", "f:abc", "f:no-such-provider:id", "   "})
    void the_user_is_unknown(String user) {
        Scene scene = Scene.with(realm, browser);

        assertRefused(scene, request(scene, user), 404, "user-not-found");
    }

    @Test
    void two_users_answer_to_the_name() {
        Scene scene = Scene.with(realm, browser);
        // Keycloak forbids such names where one logs in with an e-mail, but not those that were there before.
        realm.update(settings -> settings.setLoginWithEmailAllowed(false));
        realm.user(scene.alice().email(), user -> user.setEmail("other@" + scene.number() + ".example"));

        assertRefused(scene, request(scene, scene.alice().email()), 409, "user-ambiguous");
    }

    @Test
    void two_users_answer_to_the_name_but_the_caller_may_not_know() {
        Scene scene = Scene.withAgentRoles(realm, browser);
        // Keycloak forbids such names where one logs in with an e-mail, but not those that were there before.
        realm.update(settings -> settings.setLoginWithEmailAllowed(false));
        realm.user(scene.alice().email(), user -> user.setEmail("other@" + scene.number() + ".example"));

        assertRefused(scene, request(scene, scene.alice().email()), 403, "impersonation-not-allowed");
    }

    @Test
    void the_user_is_disabled() {
        Scene scene = Scene.with(realm, browser);
        TestUser disabled = realm.user("disabled-" + scene.number(), user -> user.setEnabled(false));

        assertRefused(scene, scene.request(disabled), 409, "user-disabled");
    }

    @Test
    void the_user_is_a_service_account() {
        Scene scene = Scene.with(realm, browser);
        String clientId = "service-" + scene.number();
        realm.client(clientId, client -> client.setServiceAccountsEnabled(true));

        assertRefused(scene, request(scene, "service-account-" + clientId), 403, "service-account");
    }

    @Test
    void the_user_is_oneself() {
        Scene scene = Scene.with(realm, browser);

        assertRefused(scene, scene.request(scene.agent()), 403, "self-impersonation");
    }

    @Test
    void the_user_holds_an_admin_role_that_the_caller_lacks() {
        Scene scene = Scene.with(realm, browser);
        realm.grant(scene.alice(), "realm-management", "view-clients");

        assertRefused(scene, scene.request(scene.alice()), 403, "subject-more-privileged");
    }

    @Test
    void the_user_holds_such_a_role_through_a_composite() {
        Scene scene = Scene.with(realm, browser);
        RoleRepresentation viewRealm = realmManagementRole("view-realm");
        String helper = "helper-" + scene.number();
        realm.grantRealmRole(scene.alice(), helper);
        realm.admin().roles().get(helper).addComposites(java.util.List.of(viewRealm));

        assertRefused(scene, scene.request(scene.alice()), 403, "subject-more-privileged");
    }

    @Test
    void the_user_holds_such_a_role_through_a_group() {
        Scene scene = Scene.with(realm, browser);
        GroupRepresentation group = new GroupRepresentation();
        group.setName("managers-" + scene.number());
        realm.admin().groups().add(group).close();
        String groupId = realm.admin().groups().groups().stream()
                .filter(found -> found.getName().equals(group.getName()))
                .findFirst()
                .orElseThrow()
                .getId();
        RoleRepresentation manageRealm = realmManagementRole("manage-realm");
        realm.admin()
                .groups()
                .group(groupId)
                .roles()
                .clientLevel(realmManagement().getId())
                .add(java.util.List.of(manageRealm));
        realm.admin().users().get(scene.alice().id()).joinGroup(groupId);

        assertRefused(scene, scene.request(scene.alice()), 403, "subject-more-privileged");
    }

    @Test
    void no_reason_is_given() {
        Scene scene = Scene.with(realm, browser);

        AdminApi.Answer answer = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().id()));

        assertRefused(scene, answer, 400, "reason-required");
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "lifespan, 3601, lifespan-out-of-range",
        "lifespan, 0, lifespan-out-of-range",
        "mode, 'root', mode-not-available",
        "client, 'no-such-client', client-not-found",
        "redirectUri, 'http://localhost/home', client-not-found",
    })
    void what_is_asked_for_cannot_be_had(String field, String value, String key) {
        Scene scene = Scene.with(realm, browser);
        Object typed = field.equals("lifespan") ? Long.valueOf(value) : value;

        AdminApi.Answer answer = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().id(), "reason", Scene.REASON, field, typed));

        assertRefused(scene, answer, 400, key);
    }

    @Test
    void the_address_to_land_on_is_not_the_clients() {
        Scene scene = Scene.with(realm, browser);

        AdminApi.Answer answer = scene.agentApi()
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                scene.alice().id(),
                                "reason",
                                Scene.REASON,
                                "client",
                                scene.client().clientId(),
                                "redirectUri",
                                "https://evil.example/"));

        assertRefused(scene, answer, 400, "redirect-uri-invalid");
    }

    @Test
    void the_caller_is_a_service_account() {
        Scene scene = Scene.with(realm, browser);
        String clientId = "robot-" + scene.number();
        var client = realm.client(clientId, robot -> robot.setServiceAccountsEnabled(true));
        var account = realm.admin().clients().get(client.id()).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", "impersonation");
        String token = realm.tokens()
                .token(client, Map.of("grant_type", "client_credentials"))
                .accessToken();

        AdminApi.Answer answer = AdminApi.of(realm, token).post(Scene.SESSIONS, scene.wish(scene.alice()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("no-browser");
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
    }

    @Test
    void nobody_calls() {
        AdminApi.Answer answer = AdminApi.of(realm, "not-a-token").post(Scene.SESSIONS, Map.of("user", "alice"));

        assertThat(answer.status()).isEqualTo(401);
    }

    private static AdminApi.Answer request(Scene scene, String user) {
        return scene.agentApi().post(Scene.SESSIONS, Map.of("user", user, "reason", Scene.REASON));
    }

    private void assertRefused(Scene scene, AdminApi.Answer answer, int status, String key) {
        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", scene.agent().id()))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", key));
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "IMPERSONATOR_ID", scene.agent().id()))
                .isEmpty();
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    private RoleRepresentation realmManagementRole(String name) {
        return realm.admin()
                .clients()
                .get(realmManagement().getId())
                .roles()
                .get(name)
                .toRepresentation();
    }

    private ClientRepresentation realmManagement() {
        return realm.admin().clients().findByClientId("realm-management").get(0);
    }
}

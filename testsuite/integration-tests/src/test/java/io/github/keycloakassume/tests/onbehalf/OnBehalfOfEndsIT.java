package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("A token on behalf of a user is dead at introspection and userinfo once")
final class OnBehalfOfEndsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String USER = "customer-%d-%d";

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfEndsIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @Test
    void the_impersonation_is_ended_by_the_admin_api() {
        String token = living();

        AdminApi.Answer answer =
                exchanges.agentApi().delete("impersonation/sessions/" + Exchanges.impersonationOf(token));

        assertThat(answer.status()).isEqualTo(204);
        assertDead(token);
        assertEnded(token, "REVOKED");
    }

    @Test
    void the_actor_logs_out() {
        String token = living();

        realm.tokens().logout(exchanges.client(), exchanges.agentTokens().refreshToken());

        assertDead(token);
        await().atMost(SOON).untilAsserted(() -> assertEnded(token, "IMPERSONATOR_GONE"));
    }

    @Test
    void an_administrator_logs_the_actor_out() {
        String token = living();

        realm.admin().users().get(exchanges.agent().id()).logout();

        assertDead(token);
    }

    @Test
    void the_actors_access_token_is_revoked() {
        String token = living();

        revoke(exchanges.client(), exchanges.agentTokens().accessToken());

        assertDead(token);
        await().atMost(SOON).untilAsserted(() -> assertEnded(token, "IMPERSONATOR_GONE"));
    }

    @Test
    void the_actors_refresh_token_is_revoked() {
        String token = living();

        revoke(exchanges.client(), exchanges.agentTokens().refreshToken());

        assertDead(token);
    }

    @Test
    void the_token_of_an_actor_is_revoked_who_acts_for_several_users() {
        List<String> tokens = IntStream.range(0, 3)
                .mapToObj(each -> exchanges.token(Map.of(
                        "scope",
                        "openid",
                        "requested_subject",
                        realm.user(USER.formatted(each, exchanges.number())).id())))
                .toList();

        revoke(exchanges.client(), exchanges.agentTokens().accessToken());

        tokens.forEach(this::assertDead);
    }

    @Test
    void the_actor_is_disabled() {
        String token = living();

        disable(exchanges.agent().id());

        assertDead(token);
    }

    @Test
    void the_token_itself_is_revoked() {
        String token = living();

        revoke(exchanges.client(), token);

        assertDead(token);
    }

    @Test
    void an_administrator_logs_the_user_out() {
        String token = living();

        realm.admin().users().get(exchanges.alice().id()).logout();

        assertDead(token);
        await().atMost(SOON).untilAsserted(() -> assertEnded(token, "LOGGED_OUT"));
    }

    @Test
    void its_time_is_over(TimeMachine time) {
        String token = living();

        time.forward(Duration.ofMinutes(31));

        await().atMost(SOON).untilAsserted(() -> assertEnded(token, "TIME_OVER"));
        assertDead(token);
        // The token alone would be over by now: so is the session that others could be made in.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(realm.admin()
                                .users()
                                .get(exchanges.alice().id())
                                .getUserSessions())
                        .isEmpty());
    }

    /** New tokens are refused at once. */
    @Test
    void the_actor_has_lost_the_role_for_some_seconds() {
        String token = living();

        realm.revoke(exchanges.agent(), "realm-management", "impersonation");

        assertThat(exchanges.exchange(Map.of()).status()).isEqualTo(403);
        await().atMost(SOON).untilAsserted(() -> assertEnded(token, "NO_LONGER_ALLOWED"));
        assertDead(token);
    }

    @Test
    void the_user_has_been_protected_for_some_seconds() {
        String token = living();

        realm.grant(exchanges.alice(), "realm-management", "not-impersonatable");

        assertThat(exchanges.exchange(Map.of()).status()).isEqualTo(403);
        await().atMost(SOON).untilAsserted(() -> assertEnded(token, "NO_LONGER_ALLOWED"));
        assertDead(token);
    }

    @Test
    void the_client_of_the_service_account_is_disabled() {
        Robot robot = robot();
        ClientRepresentation disabled =
                realm.admin().clients().get(robot.client.id()).toRepresentation();
        disabled.setEnabled(false);

        realm.admin().clients().get(robot.client.id()).update(disabled);

        assertDead(robot.token);
        await().atMost(SOON).untilAsserted(() -> assertEnded(robot.token, "IMPERSONATOR_GONE"));
    }

    @Test
    void the_service_account_is_disabled() {
        Robot robot = robot();

        disable(robot.account.id());

        assertDead(robot.token);
        await().atMost(SOON).untilAsserted(() -> assertEnded(robot.token, "IMPERSONATOR_GONE"));
    }

    @Test
    void the_service_account_has_lost_the_role_for_some_seconds() {
        Robot robot = robot();

        realm.revoke(robot.account, "realm-management", "impersonation");

        await().atMost(SOON).untilAsserted(() -> assertEnded(robot.token, "NO_LONGER_ALLOWED"));
        assertDead(robot.token);
    }

    @Test
    void the_token_of_the_service_account_is_revoked() {
        Robot robot = robot();

        revoke(robot.client, robot.own);

        assertDead(robot.token);
        await().atMost(SOON).untilAsserted(() -> assertEnded(robot.token, "IMPERSONATOR_GONE"));
    }

    private record Robot(TestClient client, TestUser account, String own, String token) {}

    /** A service account that acts for Alice; its tokens are for the application of the scene, too, so that it can ask of them. */
    private Robot robot() {
        TestClient client = Exchanges.client(
                realm,
                "robot-" + exchanges.number(),
                representation -> representation.setProtocolMappers(
                        List.of(RealmFixture.audience(exchanges.client().clientId()))));
        String own = exchanges.serviceToken(client);
        UserRepresentation account = realm.admin().clients().get(client.id()).getServiceAccountUser();
        String token = exchanges
                .exchangeAt(client, Map.of("subject_token", own, "scope", "openid"))
                .accessToken();
        assertThat(exchanges.isActive(token)).isTrue();
        assertThat(exchanges.isKnownAtUserInfo(token)).isTrue();
        return new Robot(client, new TestUser(account.getId(), account.getUsername(), "", ""), own, token);
    }

    private String living() {
        String token = exchanges.token(Map.of("scope", "openid"));
        assertThat(exchanges.isActive(token)).isTrue();
        assertThat(exchanges.isKnownAtUserInfo(token)).isTrue();
        return token;
    }

    private void revoke(TestClient client, String token) {
        assertThat(realm.tokens().call("revoke", client, Map.of("token", token)).status())
                .isEqualTo(200);
    }

    private void disable(String userId) {
        UserRepresentation disabled = realm.admin().users().get(userId).toRepresentation();
        disabled.setEnabled(false);
        realm.admin().users().get(userId).update(disabled);
    }

    private void assertDead(String token) {
        assertThat(exchanges.isKnownAtUserInfo(token)).as("known at userinfo").isFalse();
        assertThat(exchanges.introspect(token)).as("introspection").isEqualTo(Map.of("active", false));
    }

    private void assertEnded(String token, String cause) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", Exchanges.impersonationOf(token)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause));
    }
}

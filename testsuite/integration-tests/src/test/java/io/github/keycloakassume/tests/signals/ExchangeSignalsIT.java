package io.github.keycloakassume.tests.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.tests.onbehalf.Exchanges;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest(
        buildOptions = Features.MORE_WAYS_IN,
        options = {Features.SIGNALS_EVERY_SECOND, Features.SIGNALS_TO_TEST_RECEIVERS})
@DisplayName(
        "A resource server that listens to Shared Signals is told, once, that no one acts on behalf of a user any more: by")
final class ExchangeSignalsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final RealmFixture realm;
    private final Rows rows;
    private final Subscription tickets;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    ExchangeSignalsIT(RealmFixture realm, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.rows = rows;
        this.tickets = Subscription.of(realm, admin);
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @AfterEach
    void close() {
        tickets.close();
    }

    @Test
    void revocation_of_the_actors_token() {
        String token = exchanges.token();

        realm.tokens()
                .call(
                        "revoke",
                        exchanges.client(),
                        Map.of("token", exchanges.agentTokens().accessToken()));

        assertTold(token, "impersonator-gone", "policy");
    }

    @Test
    void logout_of_the_actor() {
        String token = exchanges.token();

        realm.tokens().logout(exchanges.client(), exchanges.agentTokens().refreshToken());

        assertTold(token, "impersonator-gone", "policy");
    }

    @Test
    void an_administrator() {
        String token = exchanges.token();

        exchanges.agentApi().delete("impersonation/sessions/" + Exchanges.impersonationOf(token));

        assertTold(token, "revoked", "admin");
    }

    @Test
    void time(TimeMachine time) {
        String token = exchanges.token();

        time.forward(Duration.ofMinutes(31));

        assertTold(token, "time-over", "policy");
    }

    @Test
    void the_end_of_the_service_account_that_acts() {
        TestClient robot = Exchanges.client(realm, "robot-" + exchanges.number(), client -> {});
        String token = exchanges
                .exchangeAt(robot, Map.of("subject_token", exchanges.serviceToken(robot)))
                .accessToken();

        ClientRepresentation disabled = realm.admin().clients().get(robot.id()).toRepresentation();
        disabled.setEnabled(false);
        realm.admin().clients().get(robot.id()).update(disabled);

        assertTold(token, "impersonator-gone", "policy");
    }

    private void assertTold(String token, String cause, String initiatingEntity) {
        String id = Exchanges.impersonationOf(token);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                        .singleElement()
                        .satisfies(
                                row -> assertThat(row).containsKey("ENDED_AT").doesNotContainKey("TELL_BY")));
        String session =
                String.valueOf(rows.of("ASSUME_IMPERSONATION", "ID", id).get(0).get("USER_SESSION_ID"));
        Signal signal = tickets.awaited(session).get(0);
        assertThat(signal.reason()).isEqualTo("Impersonation ended: " + cause);
        assertThat(signal.initiatingEntity()).isEqualTo(initiatingEntity);
        assertThat(signal.user().get("sub")).isEqualTo(exchanges.alice().id());
        tickets.awaitAllOfBefore(exchanges.client(), bystander());
        assertThat(tickets.of(session)).as("told once").hasSize(1);
    }

    private TestUser bystander() {
        return realm.user("bystander-" + exchanges.number());
    }
}

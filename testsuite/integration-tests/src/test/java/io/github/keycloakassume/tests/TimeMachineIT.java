package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("The time machine")
final class TimeMachineIT {

    @Test
    @DisplayName("lets an access token expire")
    void expiry(RealmFixture realm, TimeMachine time) {
        TestClient client = realm.client("app");
        TestUser alice = realm.user("alice");
        String token = realm.tokens().password(client, alice).accessToken();
        assertThat(active(realm, client, token)).isEqualTo(true);

        time.forward(Duration.ofMinutes(6));

        assertThat(active(realm, client, token)).isEqualTo(false);
        assertThat(realm.admin().users().count())
                .as("the administrator can go on")
                .isEqualTo(1);
    }

    /** Twice, so that whichever comes second shows what the first has left. */
    @RepeatedTest(2)
    @DisplayName("lets each test begin in the present, however far another one went")
    void present(RunningKeycloak server, TimeMachine time) {
        assertThat(time.now(server.nodes().get(0))).isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));

        time.forward(Duration.ofDays(400));

        assertThat(time.now(server.nodes().get(0)))
                .isCloseTo(Instant.now().plus(Duration.ofDays(400)), within(30, ChronoUnit.SECONDS));
    }

    private static Object active(RealmFixture realm, TestClient client, String token) {
        return realm.tokens().introspect(client, token).body().getOrDefault("active", "nothing");
    }
}

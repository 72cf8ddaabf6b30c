package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@KeycloakTest
@DisplayName("The time machine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TimeMachineIT {

    private final RealmFixture realm;

    TimeMachineIT(RealmFixture realm) {
        this.realm = realm;
    }

    @Test
    @Order(1)
    @DisplayName("lets an access token expire")
    void forward(TimeMachine time) {
        TestClient client = realm.client("app");
        TestUser alice = realm.user("alice");
        String token = realm.tokens().password(client, alice).accessToken();
        assertThat(active(client, token)).isEqualTo(true);

        time.forward(Duration.ofMinutes(6));

        assertThat(active(client, token)).isEqualTo(false);
        assertThat(realm.admin().users().count())
                .as("the administrator can go on")
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    @DisplayName("is back in the present for the next test")
    void present() {
        TestClient client = realm.client("other-app");
        TestUser bob = realm.user("bob");
        String token = realm.tokens().password(client, bob).accessToken();

        int now = (int) (System.currentTimeMillis() / 1000);
        assertThat(TokenEndpoint.claims(token).get("iat"))
                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                .isBetween(now - 60, now + 1);
    }

    private Object active(TestClient client, String token) {
        return realm.tokens().introspect(client, token).body().getOrDefault("active", "nothing");
    }
}

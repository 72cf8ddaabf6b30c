package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.POSTGRESQL, nodes = 2)
@DisplayName("Two nodes on one database")
final class ClusterIT {

    private final Cluster cluster;
    private final RealmFixture realm;

    ClusterIT(Cluster cluster, RealmFixture realm) {
        this.cluster = cluster;
        this.realm = realm;
    }

    /** One test, because no other one could do with the node that is left. */
    @Test
    @DisplayName("share the time and the sessions, these also after one of them was killed")
    void twoNodes(TimeMachine time) {
        sharedTime(time);
        sharedSessions();
    }

    private void sharedTime(TimeMachine time) {
        time.forward(Duration.ofDays(400));

        assertThat(cluster.nodes())
                .hasSize(2)
                .allSatisfy(node -> assertThat(time.now(node))
                        .isCloseTo(Instant.now().plus(Duration.ofDays(400)), within(30, ChronoUnit.SECONDS)));

        time.reset();
    }

    private void sharedSessions() {
        TestClient client = realm.client("app");
        TestUser alice = realm.user("alice");
        var second = tokens(cluster.second());
        var login = tokens(cluster.first()).password(client, alice);

        var refreshed = second.refresh(client, login.refreshToken());
        assertThat(refreshed.status())
                .as("refresh on the other node: %s", refreshed)
                .isEqualTo(200);

        cluster.first().kill();

        var afterKill = second.refresh(client, refreshed.refreshToken());
        assertThat(afterKill.status())
                .as("refresh after kill -9: %s", afterKill)
                .isEqualTo(200);
        assertThat(TokenEndpoint.claims(afterKill.accessToken()).get("sid"))
                .isEqualTo(TokenEndpoint.claims(login.accessToken()).get("sid"));
    }

    private TokenEndpoint tokens(KeycloakNode node) {
        return TokenEndpoint.of(node.baseUrl(), realm.name());
    }
}

package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.POSTGRESQL, nodes = 2)
@DisplayName("Two nodes on one database")
final class ClusterIT {

    @Test
    @DisplayName("share sessions, also after one of them was killed")
    void failover(Cluster cluster, RealmFixture realm) {
        TestClient client = realm.client("app");
        TestUser alice = realm.user("alice");
        var first = TokenEndpoint.of(cluster.first().baseUrl(), realm.name());
        var second = TokenEndpoint.of(cluster.second().baseUrl(), realm.name());
        var login = first.password(client, alice);

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
}

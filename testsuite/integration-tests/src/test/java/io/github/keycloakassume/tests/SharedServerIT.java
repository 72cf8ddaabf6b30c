package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@Tag("smoke")
@DisplayName("The server that a run shares")
final class SharedServerIT {

    @Test
    @DisplayName("is the Keycloak that was asked for")
    void version(Keycloak adminClient) {
        assertThat(adminClient.serverInfo().getInfo().getSystemInfo().getVersion())
                .isEqualTo(Artifacts.keycloakVersion());
    }

    @Test
    @DisplayName("has our providers installed")
    void providers(Keycloak adminClient) {
        var providers = adminClient.serverInfo().getInfo().getProviders();

        assertThat(providers)
                .hasEntrySatisfying(
                        "realm-restapi-extension",
                        spi -> assertThat(spi.getProviders()).containsKeys("impersonation", "testbed"));
    }

    @Test
    @DisplayName("logs a user of a fresh realm in")
    void login(RealmFixture realm) {
        TestClient client = realm.client("app");
        TestUser alice = realm.user("alice");

        var answer = realm.tokens().password(client, alice);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(realm.tokens().introspect(client, answer.accessToken()).body())
                .containsEntry("active", true)
                .containsEntry("username", "alice");
    }
}

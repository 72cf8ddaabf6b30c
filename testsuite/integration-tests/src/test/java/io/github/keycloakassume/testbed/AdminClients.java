package io.github.keycloakassume.testbed;

import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Makes clients of the Admin API. */
final class AdminClients {

    private AdminClients() {}

    static Keycloak of(RunningKeycloak server) {
        return KeycloakBuilder.builder()
                .serverUrl(server.baseUrl().toString())
                .realm("master")
                .clientId("admin-cli")
                .username(RunningKeycloak.ADMIN)
                .password(RunningKeycloak.ADMIN_PASSWORD)
                .build();
    }
}

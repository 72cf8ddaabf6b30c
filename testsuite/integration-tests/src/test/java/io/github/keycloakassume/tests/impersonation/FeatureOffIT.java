package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(buildOptions = "--features-disabled=impersonation")
@DisplayName("Where Keycloak's feature impersonation is switched off")
final class FeatureOffIT {

    @Test
    void nobody_becomes_anybody_and_everything_else_works(RealmFixture realm, Browser browser) {
        Scene scene = Scene.withAgentRoles(realm, browser, "realm-admin");

        AdminApi.Answer answer = scene.request(scene.alice());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(StockButton.of(scene, realm).press(scene.alice()).status())
                .as("Keycloak's own answer")
                .isEqualTo(501);
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        assertThat(scene.agentApi().get("users").status()).isEqualTo(200);
    }
}

package io.github.keycloakassume.tests.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Deployment;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.StockButton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(deployment = Deployment.BELOW_A_PATH)
@DisplayName("Below a path, and administered under another host name")
final class BelowAPathIT extends StoriesOnADeployment {

    BelowAPathIT(RealmFixture realm, Browser browser, Rows rows) {
        super(realm, browser, rows);
    }

    @Test
    void what_is_requested_under_the_administrators_host_name_starts_where_users_log_in(RunningKeycloak server) {
        Scene scene = Scene.with(realm(), browser());

        AdminApi.Answer requested = underTheOtherName(server, scene).post(Scene.SESSIONS, scene.wish(scene.alice()));

        assertThat(requested.status()).as("%s", requested.body()).isEqualTo(201);
        String start = requested.body().path("startUrl").asText();
        assertThat(start).startsWith(realm().url() + "/impersonation/start?");
        scene.page().navigate(start);
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
        assertActs(scene, scene.app().singleSignOn());
        scene.revert();
        assertIsTheAgent(scene, scene.app().singleSignOn());
    }

    @Test
    void what_keycloaks_own_button_asks_for_under_that_name_starts_where_users_log_in(RunningKeycloak server) {
        Scene scene = Scene.with(realm(), browser());

        AdminApi.Answer pressed =
                underTheOtherName(server, scene).post("users/" + scene.alice().id() + "/impersonation", Map.of());

        assertThat(pressed.status()).as("%s", pressed.body()).isEqualTo(200);
        StockButton.Answer answer = new StockButton.Answer(pressed.status(), pressed.body(), List.of());
        assertThat(answer.redirect()).startsWith(realm().url() + "/impersonation/start?");
        StockButton.of(scene, realm()).confirm(answer);
        assertActs(scene, scene.app().singleSignOn());
        scene.revert();
        assertIsTheAgent(scene, scene.app().singleSignOn());
    }

    private AdminApi underTheOtherName(RunningKeycloak server, Scene scene) {
        return AdminApi.at(
                URI.create(server.baseUrl().toString().replace("localhost", "127.0.0.1")),
                realm().name(),
                scene.agentTokens().accessToken());
    }
}

package io.github.keycloakassume.tests.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest(
        buildOptions = Features.MORE_WAYS_IN,
        options = {Features.SIGNALS_EVERY_SECOND, Features.SIGNALS_TO_TEST_RECEIVERS})
@DisplayName("A resource server of the user's realm is told by that realm of an end")
final class MasterSignalsIT {

    @Test
    void though_it_came_with_a_logout_of_the_impersonator_in_another_realm(
            RealmFixture realm, Browser browser, Keycloak admin) {
        RealmFixture master = realm.sibling(admin, "master");
        String name = "support-" + UUID.randomUUID();
        TestUser support = master.user(name);
        TestClient masterApp = Scene.app(master, name, client -> {});
        try (Subscription tickets = Subscription.of(realm, admin)) {
            master.grant(support, realm.name() + "-realm", "impersonation");
            Scene scene = Scene.with(realm, browser);
            browser.context().clearCookies();
            TokenAnswer own = new AppInBrowser(master, masterApp, browser.context()).login(support);
            browser.page()
                    .navigate(AdminApi.of(realm, own.accessToken())
                            .post(Scene.SESSIONS, scene.wish(scene.alice()))
                            .body()
                            .path("startUrl")
                            .asText());
            scene.confirm();
            browser.page().waitForURL(AppInBrowser.HOME);
            String session = Stage.session(scene.app().singleSignOn());

            master.tokens().logout(masterApp, own.refreshToken());

            Signal signal = tickets.awaited(session).get(0);
            assertThat(signal.reason()).isEqualTo("Impersonation ended: impersonator-gone");
            assertThat(signal.user().get("iss")).isEqualTo(realm.url().toString());
            assertThat(signal.user().get("sub")).isEqualTo(scene.alice().id());
        } finally {
            master.admin().users().delete(support.id()).close();
            master.admin().clients().get(masterApp.id()).remove();
        }
    }
}

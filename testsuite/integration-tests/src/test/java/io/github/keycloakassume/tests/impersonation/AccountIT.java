package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KeycloakTest
@DisplayName("The account of a user, for somebody who acts as him")
final class AccountIT {

    private final RealmFixture realm;
    private final Browser browser;

    AccountIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @ParameterizedTest(name = "lightweight access tokens: {0}")
    @ValueSource(strings = {"false", "true"})
    void can_be_looked_at_and_not_changed(String lightweight) {
        Scene scene = Scene.with(realm, browser);
        TestClient client = client(scene, lightweight);
        AccountApi own = AccountApi.of(
                realm, realm.tokens().password(client, scene.alice()).accessToken());
        assertThat(own.rename("Alicia")).isEqualTo(204);

        scene.becomeAlice();
        AccountApi impersonated = AccountApi.of(
                realm,
                new AppInBrowser(realm, client, browser.context())
                        .singleSignOn()
                        .accessToken());

        assertThat(impersonated.get("")).isEqualTo(200);
        assertThat(impersonated.get("sessions")).isEqualTo(200);
        assertThat(impersonated.rename("Mallory")).isEqualTo(403);
        assertThat(impersonated.delete("sessions")).isEqualTo(403);
        assertThat(realm.admin()
                        .users()
                        .get(scene.alice().id())
                        .toRepresentation()
                        .getFirstName())
                .isEqualTo("Alicia");
    }

    @Test
    void keeps_its_credentials() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = client(scene, "false");
        String password = realm.admin()
                .users()
                .get(scene.alice().id())
                .credentials()
                .get(0)
                .getId();
        scene.becomeAlice();
        AccountApi impersonated = AccountApi.of(
                realm,
                new AppInBrowser(realm, client, browser.context())
                        .singleSignOn()
                        .accessToken());

        assertThat(impersonated.delete("credentials/" + password)).isEqualTo(403);
        assertThat(realm.admin().users().get(scene.alice().id()).credentials()).hasSize(1);
    }

    private TestClient client(Scene scene, String lightweight) {
        return Scene.app(
                realm,
                "account-" + lightweight + "-" + scene.number(),
                client -> client.setAttributes(Map.of("client.use.lightweight.access.token.enabled", lightweight)));
    }
}

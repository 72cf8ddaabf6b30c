package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Without credentials: Keycloak 26.7 fails to offer them in a realm that has its scopes for shared signals. */
@KeycloakTest(buildOptions = Features.MORE_WAYS_IN)
@DisplayName("To those who act as a user,")
final class FeatureDoorsIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    FeatureDoorsIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    /** Streams of security events: a receiver would hear of the user for ever. */
    @Test
    void the_shared_signals_transmitter_is_closed() {
        realm.update(settings -> settings.getAttributes().put("ssf.transmitterEnabled", "true"));

        new FeatureDoors(realm, browser, rows)
                .assertClosed(List.of(
                        "GET ssf/transmitter/streams",
                        "POST ssf/transmitter/streams",
                        "PUT ssf/transmitter/streams",
                        "DELETE ssf/transmitter/streams?stream_id=some",
                        "GET ssf/transmitter/streams/status?stream_id=some",
                        "POST ssf/transmitter/streams/status",
                        "POST ssf/transmitter/verify"));
    }

    @Test
    void authzen_decides_nothing() {
        new FeatureDoors(realm, browser, rows)
                .assertClosed(List.of("POST authzen/access/v1/evaluation", "POST authzen/access/v1/evaluations"));
    }

    /** Docker's tokens could not say who acts: neither the browser's cookie nor a token opens its login. */
    @Test
    void a_docker_registry_is_not_entered() {
        FeatureDoors doors = new FeatureDoors(realm, browser, rows);
        TestClient registry = realm.client("registry-" + doors.scene().number(), client -> {
            client.setProtocol("docker-v2");
            client.setAttributes(Map.of());
        });
        String door = "protocol/docker-v2/auth?service=" + registry.clientId() + "&account="
                + doors.scene().alice().username() + "&scope=repository:some:pull";

        String id = doors.scene().becomeAlice();
        doors.scene().page().navigate(realm.url() + "/" + door);

        assertThat(doors.scene().page().content()).doesNotContain("\"token\"");
        assertThat(doors.scene().page().locator("#kc-page-title").textContent())
                .contains("Not while you act as another user");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("impersonated");
        Sealed.assertToken(doors.scene().app().singleSignOn().accessToken(), doors.scene(), id);
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.ServerLog;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** A server of its own, because it is stopped. */
@KeycloakTest(dedicated = true)
@DisplayName("The log of a server that starts, works and stops")
final class QuietLogIT {

    private static final Duration LIFESPAN = Duration.ofMinutes(10);

    /** More than are ended, and more than are sent, at a time. */
    private static final int MANY = 1_000;

    private static final int SOME = 20;

    @Test
    void has_no_warnings_of_ours_though_ends_and_mails_are_under_way_when_it_stops(
            RunningKeycloak server,
            RealmFixture realm,
            Browser browser,
            TimeMachine time,
            Mailbox mailbox,
            Keycloak admin) {
        realm.sendMailTo(mailbox);
        RealmSettings.of(realm, admin).change(Map.of("notify", "both"));
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        scene.app().singleSignOn();
        scene.revert();
        String id = scene.becomeAliceFor(LIFESPAN);
        mailbox.await(scene.alice().email());
        realm.copyImpersonation(id, MANY);
        time.forward(LIFESPAN);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> mailbox.received(scene.alice().email()).size() > SOME);

        server.close();

        assertThat(ServerLog.of(server.nodes().get(0)).warningsOfOurs()).isEmpty();
    }
}

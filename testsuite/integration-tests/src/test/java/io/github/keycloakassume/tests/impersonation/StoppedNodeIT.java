package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.POSTGRESQL, nodes = 2)
@DisplayName("While one node of two stands still")
final class StoppedNodeIT {

    private static final Duration LIFESPAN = Duration.ofMinutes(10);

    /** Less than the caches wait for a member that does not answer. */
    private static final Duration SOON = Duration.ofSeconds(12);

    private final RealmFixture realm;
    private final Browser browser;

    StoppedNodeIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void the_other_ends_in_time_what_is_due_and_tells_the_applications_once_it_can(
            Cluster cluster, TimeMachine time, Rows rows) {
        try (LogoutReceiver receiver = LogoutReceiver.start()) {
            List<String> running =
                    Stream.generate(() -> become(receiver)).limit(4).toList();

            cluster.second().whilePaused(() -> {
                assertThat(causes(rows, running)).as("before").containsOnlyNulls();
                time.forward(cluster.first(), LIFESPAN);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(causes(rows, running)).containsOnly("TIME_OVER"));
            });

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(receiver.received())
                            .extracting(token -> token.get("sid"))
                            .doesNotHaveDuplicates()
                            .hasSize(running.size()));
        }
    }

    private static List<Object> causes(Rows rows, List<String> impersonations) {
        return impersonations.stream()
                .map(id -> rows.of("ASSUME_IMPERSONATION", "ID", id).get(0).get("END_CAUSE"))
                .toList();
    }

    /** One more in a browser of its own. */
    private String become(LogoutReceiver receiver) {
        browser.context().clearCookies();
        Scene scene = Scene.with(realm, browser);
        TestClient listening = Scene.listening(realm, "listening-" + scene.number(), receiver);
        String id = scene.becomeAliceFor(LIFESPAN);
        new AppInBrowser(realm, listening, browser.context()).singleSignOn();
        return id;
    }
}

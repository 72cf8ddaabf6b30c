package io.github.keycloakassume.tests.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** What a class that has two nodes, both with the feature of Shared Signals, tests of it. */
public interface SignalsOnTwoNodes {

    int MANY = 20;

    RealmFixture realm();

    Browser browser();

    @Test
    default void whose_time_is_up_is_told_once_by_shared_signals_though_both_sweep_and_both_send(
            TimeMachine time, Rows rows, Keycloak admin) {
        browser().context().clearCookies();
        Scene scene = Scene.with(realm(), browser());
        realm().copyImpersonation(scene.becomeAliceFor(Duration.ofMinutes(10)), MANY - 1);
        List<String> sessions = rows
                .of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id())
                .stream()
                .map(row -> String.valueOf(row.get("USER_SESSION_ID")))
                .toList();
        assertThat(sessions).hasSize(MANY).doesNotHaveDuplicates();
        try (Subscription tickets = Subscription.of(realm(), admin)) {
            time.forward(Duration.ofMinutes(10));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(tickets.toldOf(sessions)).containsAll(sessions));
            time.forward(Duration.ofMinutes(1));
            tickets.awaitAllOfBefore(scene.client(), scene.agent());

            assertThat(tickets.toldOf(sessions)).containsExactlyInAnyOrderElementsOf(sessions);
        }
    }
}

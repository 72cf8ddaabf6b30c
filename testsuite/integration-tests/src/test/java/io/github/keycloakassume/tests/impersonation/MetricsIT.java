package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.server.Ports;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.BrokenMailServer;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.MetricsPage;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.tests.operations.Exposed;
import io.github.keycloakassume.tests.operations.WatchFiles;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Keycloak's metrics endpoint")
final class MetricsIT {

    private static final String PREFIX = "keycloak_assume_impersonations_";

    private static final String MAILS = "keycloak_assume_mails";

    /** The gauge is read every ten seconds. */
    private static final Duration SOON = Duration.ofSeconds(40);

    private final RealmFixture realm;
    private final Browser browser;
    private final MetricsPage metrics;

    MetricsIT(RealmFixture realm, Browser browser, MetricsPage metrics) {
        this.realm = realm;
        this.browser = browser;
        this.metrics = metrics;
    }

    @Test
    void counts_what_has_started_and_how_it_ended() {
        Scene scene = Scene.with(realm, browser);
        double started = value("started_total");
        double reverted = value("ended_total", "cause=\"reverted\"");
        double revoked = value("ended_total", "cause=\"revoked\"");

        scene.becomeAlice();
        scene.revert();
        String id = scene.becomeAlice();
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        assertThat(value("started_total")).isEqualTo(started + 2);
        assertThat(value("ended_total", "cause=\"reverted\"")).isEqualTo(reverted + 1);
        assertThat(value("ended_total", "cause=\"revoked\"")).isEqualTo(revoked + 1);
    }

    @Test
    void counts_what_was_refused_and_why() {
        Scene scene = Scene.with(realm, browser);
        double before = value("refused_total", "reason=\"reason-required\"");

        AdminApi.Answer answer = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().username()));

        assertThat(answer.errorKey()).isEqualTo("reason-required");
        assertThat(value("refused_total", "reason=\"reason-required\"")).isEqualTo(before + 1);
    }

    @Test
    void counts_nothing_that_was_only_asked_for() {
        Scene scene = Scene.with(realm, browser);
        double started = value("started_total");

        scene.startUrl();

        assertThat(value("started_total")).isEqualTo(started);
    }

    @Test
    void says_how_many_run_now() {
        Scene scene = Scene.with(realm, browser);
        double before = metrics.value(PREFIX + "active");
        String id = scene.becomeAlice();
        realm.copyImpersonation(id, 20);

        // Other classes' impersonations may end meanwhile.
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(metrics.value(PREFIX + "active")).isGreaterThan(before + 5));
        assertThat(metrics.text()).contains("# HELP " + PREFIX + "active Impersonations that run now, in all realms");
    }

    @Test
    void says_how_many_mails_wait_and_how_many_were_given_up(TimeMachine time, Keycloak admin) {
        realm.sendMailTo(Ports.free(), Map.of());
        RealmSettings.of(realm, admin).change(Map.of("notify", "start"));
        double failed = metrics.value(MAILS, "state=\"failed\"");
        Scene.with(realm, browser).becomeAlice();

        time.forward(Duration.ofSeconds(20));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(metrics.value(MAILS, "state=\"queued\"")).isPositive();
            assertThat(metrics.value("keycloak_assume_mails_queued_oldest_seconds"))
                    .isGreaterThanOrEqualTo(20);
        });
        time.forward(Duration.ofDays(1));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(metrics.value(MAILS, "state=\"failed\"")).isGreaterThan(failed));
    }

    @Test
    void says_how_many_mails_are_being_sent_and_how_many_may_have_arrived_or_not(TimeMachine time, Keycloak admin) {
        try (BrokenMailServer hanging = BrokenMailServer.hanging()) {
            realm.sendMailTo(hanging.port(), Map.of("timeout", "600000"));
            RealmSettings.of(realm, admin).change(Map.of("notify", "start"));
            double uncertain = metrics.value(MAILS, "state=\"uncertain\"");
            Scene.with(realm, browser).becomeAlice();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(metrics.value(MAILS, "state=\"sending\""))
                            .isPositive());
            time.forward(Duration.ofMinutes(61));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(metrics.value(MAILS, "state=\"uncertain\""))
                            .isGreaterThan(uncertain));
        }
    }

    @Test
    void has_all_that_the_alert_rules_and_the_dashboard_name_and_the_dashboard_all_of_it() {
        Scene scene = Scene.with(realm, browser);
        scene.agentApi().post(Scene.SESSIONS, Map.of("user", scene.alice().username()));
        scene.becomeAlice();
        scene.revert();

        Exposed exposed = Exposed.in(metrics.text());

        assertThat(exposed.names()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(WatchFiles.expressions())
                .allSatisfy(expression -> assertThat(expression.mistakes(exposed))
                        .as(expression.text())
                        .isEmpty());
        assertThat(WatchFiles.dashboardExpressions().stream().flatMap(expression -> expression.metrics().stream()))
                .as("on the dashboard")
                .containsAll(exposed.names());
    }

    private double value(String metric, String... labels) {
        String[] all = Arrays.copyOf(labels, labels.length + 1);
        all[labels.length] = "realm=\"" + realm.name() + "\"";
        return metrics.value(PREFIX + metric, all);
    }
}

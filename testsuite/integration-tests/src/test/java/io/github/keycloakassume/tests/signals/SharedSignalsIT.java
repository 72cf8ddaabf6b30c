package io.github.keycloakassume.tests.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.tests.assumption.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest(
        buildOptions = Features.MORE_WAYS_IN,
        options = {Features.SIGNALS_EVERY_SECOND, Features.SIGNALS_TO_TEST_RECEIVERS})
@DisplayName("A resource server that listens to Shared Signals is told, once, of the end of an impersonation")
final class SharedSignalsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final Subscription tickets;

    SharedSignalsIT(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.tickets = Subscription.of(realm, admin);
    }

    @AfterEach
    void close() {
        tickets.close();
    }

    @ParameterizedTest
    @EnumSource
    void by(WayToEnd way, TimeMachine time) {
        Tenant tenant = Tenant.withAgentRoles(realm, browser, way.isUnderGrant() ? "assume-accounts" : "impersonation");
        if (way.isUnderGrant()) {
            tenant.grant(tenant.wish(way.grant()));
        }

        Stage stage = new Stage(realm, browser, time, tenant);
        String session;
        try {
            way.happen(stage);
            session = sessionOfEnded(tenant, way.cause());
        } finally {
            way.undo(stage);
        }
        Signal signal = tickets.awaited(session).get(0);
        assertThat(signal.user())
                .isEqualTo(Map.of(
                        "format", "iss_sub",
                        "iss", realm.url().toString(),
                        "sub", tenant.alice().id()));
        assertThat(signal.initiatingEntity()).isEqualTo(way.initiatingEntity());
        assertThat(signal.reason())
                .isIn("User logout", "Impersonation ended: " + way.cause().wireName());
        assertThat(signal.claims().toString())
                .as("no one's name")
                .doesNotContain(
                        tenant.alice().username(),
                        tenant.agent().username(),
                        tenant.agent().id());
        tickets.awaitAllOfBefore(tenant.scene().client(), tenant.ada());
        assertThat(tickets.of(session)).as("told once").hasSize(1);
    }

    @Test
    void whatever_its_cause() {
        assertThat(Stream.of(WayToEnd.values()).map(WayToEnd::cause)).contains(EndCause.values());
    }

    /** Ended in the record, and its session gone: nothing more is to come. */
    private String sessionOfEnded(Tenant tenant, EndCause cause) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.of(
                                "ASSUME_IMPERSONATION",
                                "SUBJECT_ID",
                                tenant.alice().id()))
                        .singleElement()
                        .satisfies(row -> assertThat(row)
                                .containsEntry("END_CAUSE", cause.name())
                                .doesNotContainKey("TELL_BY")));
        return String.valueOf(
                rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", tenant.alice().id())
                        .get(0)
                        .get("USER_SESSION_ID"));
    }
}

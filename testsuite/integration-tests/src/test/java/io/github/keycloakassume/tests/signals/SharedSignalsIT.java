package io.github.keycloakassume.tests.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.assumption.Tenant;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
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

    @Test
    void by_the_users_realm_though_the_impersonator_logs_out_in_another(Keycloak admin) {
        RealmFixture master = realm.sibling(admin, "master");
        Scene scene = Scene.with(realm, browser);
        browser.context().clearCookies();
        TestUser support = master.user("support-" + realm.name());
        TestClient masterApp = Scene.app(master, support.username(), client -> {});
        try {
            master.grant(support, realm.name() + "-realm", "impersonation");
            TokenAnswer own = new AppInBrowser(master, masterApp, browser.context()).login(support);
            AdminApi.Answer requested =
                    AdminApi.of(realm, own.accessToken()).post(Scene.SESSIONS, scene.wish(scene.alice()));
            browser.page().navigate(requested.body().path("startUrl").asText());
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

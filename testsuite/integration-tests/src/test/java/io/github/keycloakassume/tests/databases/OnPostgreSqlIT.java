package io.github.keycloakassume.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.HeldLock;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.MetricsPage;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.assumption.GrantCommitsThatFail;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.CommitsThatFail;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.onbehalf.Exchanges;
import io.github.keycloakassume.tests.onbehalf.ExchangesAtAnEnd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest(database = DatabaseKind.POSTGRESQL)
@DisplayName("On PostgreSQL")
final class OnPostgreSqlIT extends GrantsOnEveryDatabase {

    /** They are read every ten seconds. */
    private static final Duration GAUGES_ARE_READ = Duration.ofSeconds(40);

    @Test
    void the_rows_are_in_that_very_server(RealmFixture realm, Browser browser, Database database) throws SQLException {
        assertKeptIn(database, "PostgreSQL", Scene.with(realm, browser));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASSUME_TRAIL", "ASSUME_ACT_COUNT"})
    void nothing_is_done_as_somebody_else_that_cannot_be_written_down(
            String table, RealmFixture realm, Browser browser, Database database) throws SQLException {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        TestClient another = Scene.app(realm, "another-" + scene.number(), client -> {});

        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("alter table " + table + " rename to AWAY");
            try {
                if (table.equals("ASSUME_TRAIL")) {
                    new AppInBrowser(realm, another, browser.context()).open();
                    assertThat(scene.page().url()).doesNotContain("code=");
                }
                TokenAnswer refused = realm.tokens().refresh(scene.client(), tokens.refreshToken());
                assertThat(refused.status()).isNotEqualTo(200);
                assertThat(refused.body()).doesNotContainKey("access_token");
                assertThat(realm.tokens().userInfo(tokens.accessToken()).body()).doesNotContainKey("sub");
            } finally {
                sql.execute("alter table AWAY rename to " + table);
            }
        }

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).status())
                .as("and once it can")
                .isEqualTo(200);
    }

    @Test
    void what_came_of_a_mail_is_written_down_once_the_database_takes_it_again(
            RealmFixture realm, Browser browser, Database database, Mailbox mailbox, Keycloak admin, Rows rows)
            throws SQLException {
        realm.sendMailTo(mailbox);
        RealmSettings.of(realm, admin).change(Map.of("notify", "start"));
        Scene scene = Scene.with(realm, browser);
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("create function away() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'away'; end $$");
            sql.execute("create trigger IS_AWAY before update on ASSUME_OUTBOX for each row"
                    + " when (new.STATE = 'SENT') execute function away()");
            scene.becomeAlice();
            mailbox.await(scene.alice().email());
            awaitMail(rows, scene, "SENDING");

            sql.execute("drop trigger IS_AWAY on ASSUME_OUTBOX");
        }

        awaitMail(rows, scene, "SENT");
        assertThat(mailbox.received(scene.alice().email())).hasSize(1);
    }

    @Test
    void an_impersonation_that_cannot_be_ended_is_seen_as_overdue(
            RealmFixture realm, Browser browser, Database database, TimeMachine time, MetricsPage metrics)
            throws SQLException {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));

        try (HeldLock notToBeClaimed = HeldLock.on(database, "ASSUME_IMPERSONATION", id)) {
            assertThat(notToBeClaimed).isNotNull();
            time.forward(Duration.ofMinutes(15));

            await().atMost(GAUGES_ARE_READ)
                    .untilAsserted(() -> assertThat(metrics.value("keycloak_assume_impersonations_overdue"))
                            .isEqualTo(1));
            assertThat(metrics.value("keycloak_assume_impersonations_overdue_oldest_seconds"))
                    .isBetween(300d, 400d);
        }

        await().atMost(GAUGES_ARE_READ)
                .untilAsserted(() -> assertThat(metrics.value("keycloak_assume_impersonations_overdue"))
                        .isZero());
        assertThat(metrics.value("keycloak_assume_impersonations_overdue_oldest_seconds"))
                .isZero();
    }

    @Nested
    @DisplayName("what is not committed")
    final class NotCommitted extends CommitsThatFail {

        NotCommitted(RealmFixture realm, Browser browser, Rows rows, Mailbox mailbox, Keycloak admin) {
            super(realm, browser, rows, mailbox, admin);
        }
    }

    @Nested
    @DisplayName("what is decided about grants and not committed")
    final class GrantsNotCommitted extends GrantCommitsThatFail {

        GrantsNotCommitted(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
            super(realm, browser, rows, admin);
        }
    }

    @Nested
    @DisplayName("an exchange on behalf of a user")
    final class ExchangeAtAnEnd extends ExchangesAtAnEnd {

        ExchangeAtAnEnd(RealmFixture realm, Keycloak admin, Rows rows) {
            super(realm, admin, rows);
        }
    }

    /** As if a request that had begun before the logout had put the login back into the cache. */
    @Test
    void an_exchange_ends_though_the_cache_still_has_the_login_of_the_actor(
            RealmFixture realm, Database database, Rows rows) throws SQLException {
        Exchanges exchanges = Exchanges.in(realm);
        String token = exchanges.token();
        Object login =
                TokenEndpoint.claims(exchanges.agentTokens().accessToken()).get("sid");

        try (Connection connection = database.connect();
                PreparedStatement logout = connection.prepareStatement(
                        "delete from OFFLINE_USER_SESSION where USER_SESSION_ID = ? and OFFLINE_FLAG = '0'")) {
            logout.setObject(1, login);
            assertThat(logout.executeUpdate()).isEqualTo(1);
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", Exchanges.impersonationOf(token)))
                        .extracting(row -> row.get("END_CAUSE"))
                        .containsExactly("IMPERSONATOR_GONE"));
        assertThat(exchanges.isActive(token)).isFalse();
    }

    private static void awaitMail(Rows rows, Scene scene, String state) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows.of(
                                "ASSUME_OUTBOX", "RECIPIENT_ID", scene.alice().id()))
                        .singleElement()
                        .satisfies(row ->
                                assertThat(row).containsEntry("STATE", state).containsEntry("ATTEMPTS", 1)));
    }
}

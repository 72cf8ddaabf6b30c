package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.POSTGRESQL)
@DisplayName("A hundred thousand grants that end in the same minute")
final class ManyGrantsEndIT {

    private static final int MANY = 100_000;

    private final RealmFixture realm;
    private final Database database;

    ManyGrantsEndIT(RealmFixture realm, Database database) {
        this.realm = realm;
        this.database = database;
    }

    @Test
    void have_ended_within_sixty_seconds_each_with_an_entry_and_a_mail(TimeMachine time) throws SQLException {
        People people = People.of(realm);
        String grant =
                people.grant(Map.of("scope", "user", "user", people.alice().id(), "duration", "PT10M"));
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            copy(sql, grant);

            time.forward(Duration.ofMinutes(11));

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> count(
                                    sql,
                                    "ASSUME_GRANT where ENDED_AT is null and TARGET_ID = '"
                                            + people.alice().id() + "'")
                            == 0);
            assertThat(count(
                            sql,
                            "ASSUME_TRAIL where ACTION = 'GRANT_ENDED' and SUBJECT_ID = '"
                                    + people.alice().id() + "'"))
                    .isEqualTo(MANY);
            assertThat(count(
                            sql,
                            "ASSUME_OUTBOX where TEMPLATE = 'assume-grant-ended' and RECIPIENT_ID = '"
                                    + people.alice().id() + "'"))
                    .isEqualTo(MANY);
        }
    }

    /** Makes so many of one, by one statement that lists all its columns. */
    private static void copy(Statement sql, String grant) throws SQLException {
        String columns = columns(sql);
        sql.executeUpdate("insert into ASSUME_GRANT (ID, " + columns + ") select 'copy-' || n, " + columns
                + " from ASSUME_GRANT, generate_series(2, " + MANY + ") n where ID = '" + grant + "'");
        sql.execute("analyze ASSUME_GRANT");
    }

    private static String columns(Statement sql) throws SQLException {
        return text(
                sql,
                "select string_agg(column_name, ', ') from information_schema.columns"
                        + " where table_name = 'assume_grant' and column_name <> 'id'");
    }

    private static long count(Statement sql, String from) throws SQLException {
        return Long.parseLong(text(sql, "select count(*) from " + from));
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (ResultSet found = sql.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }
}

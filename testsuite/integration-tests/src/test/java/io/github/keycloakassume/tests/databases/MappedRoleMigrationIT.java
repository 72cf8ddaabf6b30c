package io.github.keycloakassume.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What mappers gave before it was remembered")
final class MappedRoleMigrationIT {

    private static final String GIVEN = "assume-accounts by identity provider vendor";

    @Test
    void is_found_in_the_trail_once() throws SQLException, LiquibaseException {
        Database database = new Database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        update(database, "META-INF/assume-impersonation-changelog-0.1.0.xml");
        entry(database, "1", "ROLE_GIVEN", "sam", GIVEN);
        entry(database, "2", "ROLE_GIVEN", "tom", GIVEN);
        entry(database, "3", "REFUSED", "sam", "role-not-yours-to-give");
        entry(database, "4", "ROLE_GIVEN", null, GIVEN);

        update(database, "META-INF/assume-impersonation-changelog.xml");

        assertThat(rows(database)).containsExactly("1 realm sam " + GIVEN, "2 realm tom " + GIVEN);
        entry(database, "5", "ROLE_GIVEN", "sam", GIVEN);
        update(database, "META-INF/assume-impersonation-changelog.xml");
        assertThat(rows(database)).hasSize(2);
    }

    private static void update(Database database, String changeLog) throws SQLException, LiquibaseException {
        try (Connection connection = database.connect()) {
            new Liquibase(
                            changeLog,
                            new ClassLoaderResourceAccessor(),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))
                    .update();
        }
    }

    private static void entry(Database database, String id, String action, @Nullable String user, String detail)
            throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into ASSUME_TRAIL (ID, REALM_ID, OCCURRED_AT, ACTION, SUBJECT_ID, DETAIL)"
                                + " values (?, 'realm', 0, ?, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, action);
            insert.setString(3, user);
            insert.setString(4, detail);
            insert.executeUpdate();
        }
    }

    private static List<String> rows(Database database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select ID, REALM_ID, USER_ID, DETAIL from ASSUME_MAPPED_BEFORE order by ID");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.add("%s %s %s %s"
                        .formatted(found.getString(1), found.getString(2), found.getString(3), found.getString(4)));
            }
        }
        return rows;
    }
}

package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.MARIADB)
@DisplayName("A server on MariaDB")
final class MariaDbIT {

    @Test
    @DisplayName("keeps its users there")
    void users(RealmFixture realm, Database database) throws SQLException {
        TestUser alice = realm.user("alice");

        try (var connection = database.connect();
                var statement = connection.prepareStatement("select USERNAME from USER_ENTITY where ID = ?")) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("MariaDB");
            statement.setString(1, alice.id());
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).as("the user's row").isTrue();
                assertThat(rows.getString(1)).isEqualTo("alice");
            }
        }
    }

    @Test
    @DisplayName("has our tables")
    void tables(Rows rows) {
        assertThat(rows.of("ASSUME_TRAIL")).isEmpty();
    }
}

package io.github.keycloakassume.tests.databases;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.MARIADB)
@DisplayName("On MariaDB")
final class OnMariaDbIT extends GrantsOnEveryDatabase {

    @Test
    void the_rows_are_in_that_very_server(RealmFixture realm, Browser browser, Database database) throws SQLException {
        assertKeptIn(database, "MariaDB", Scene.with(realm, browser));
    }
}

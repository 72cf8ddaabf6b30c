package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@KeycloakTest(database = DatabaseKind.POSTGRESQL)
@DisplayName("Stores on PostgreSQL")
final class StoresOnPostgreSqlIT extends StoresOnEveryDatabase implements SharedWorkTests {

    @BeforeAll
    void makeTables(Database database) {
        makeTablesIn(database);
    }
}

package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Stores on H2")
final class StoresOnH2IT extends StoresOnEveryDatabase {

    @BeforeAll
    void makeTables() {
        makeTablesIn(new Database("jdbc:h2:mem:stores;DB_CLOSE_DELAY=-1", "sa", ""));
    }
}

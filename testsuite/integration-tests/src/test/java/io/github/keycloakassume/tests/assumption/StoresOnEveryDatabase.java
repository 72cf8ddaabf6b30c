package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.Database;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What the stores do; each database has a class that says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoresOnEveryDatabase implements GrantStoreTests, RequestStoreTests, TenantStoreTests {

    private @Nullable StoreBed bed;

    final void makeTablesIn(Database database) {
        bed = StoreBed.in(database);
    }

    @Override
    public StoreBed bed() {
        return Objects.requireNonNull(bed, "bed");
    }

    @BeforeEach
    void emptyTables() {
        bed().clear();
    }

    @AfterAll
    void closeBed() {
        if (bed != null) {
            bed.close();
        }
    }
}

package io.github.keycloakassume.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** Takes half an hour: with {@code -Dfaults} alone. Leaves its record in {@code target/fault-run.md}. */
@Tag("faults")
@KeycloakTest(database = DatabaseKind.POSTGRESQL, nodes = 2, buildOptions = Features.LEGACY_TOKEN_EXCHANGE)
@DisplayName("Whatever goes wrong")
final class FaultRunIT {

    private static final Chosen FAULTS = Chosen.by("testbed.faults");
    private static final Chosen USE_CASES = Chosen.by("testbed.faults-cases");

    private final FaultPage page = new FaultPage(Clock.systemUTC(), Artifacts.keycloakVersion());

    @Test
    void nothing_is_lost_doubled_or_stranded(
            RealmFixture realm,
            Cluster cluster,
            Database database,
            Browser browser,
            Keycloak admin,
            TimeMachine time,
            Rows rows)
            throws SQLException, IOException {
        try (Ground ground = new Ground(realm, cluster, database, browser, admin, time, rows)) {
            Map<String, Facts> without = new LinkedHashMap<>();
            for (List<UseCase> useCases : batches()) {
                without.putAll(struck(ground, Faults.NONE, useCases).facts());
                ground.end();
            }
            for (Fault fault : FAULTS.of(Faults.all(), Fault::name)) {
                for (List<UseCase> useCases : batches()) {
                    walk(ground, fault, useCases, without);
                }
            }
        }
        assertThat(page.bad()).isEmpty();
    }

    private void walk(Ground ground, Fault fault, List<UseCase> useCases, Map<String, Facts> without)
            throws SQLException, IOException {
        Verdict verdict = struck(ground, fault, useCases);
        page.add(fault, verdict.stood(), verdict.counts(without));
        ground.end();
        // Also for a run that is broken off.
        Files.writeString(Artifacts.directory().resolve("fault-run.md"), page.text());
    }

    private static Verdict struck(Ground ground, Fault fault, List<UseCase> useCases) throws SQLException {
        ground.begin(!fault.equals(Faults.KILLED_WHILE_TELLING));
        Batch batch = Batch.prepared(ground, useCases);
        fault.strike().on(ground, batch);
        return new Verdict(ground, batch);
    }

    /** Those that users do, and those whose time comes. */
    private static List<List<UseCase>> batches() {
        List<UseCase> all = USE_CASES.of(UseCases.all(), UseCase::name);
        return Stream.of(
                        all.stream().filter(useCase -> !useCase.isByTime()).toList(),
                        all.stream().filter(UseCase::isByTime).toList())
                .filter(useCases -> !useCases.isEmpty())
                .toList();
    }
}

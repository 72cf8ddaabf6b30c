package io.github.keycloakassume.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When many grants end at once")
final class GrantExpiryBenchmark {

    /** Until the rows are there and the server has come to rest. */
    private static final Duration LEAD = Duration.ofSeconds(30);

    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration GIVE_UP = Duration.ofMinutes(10);

    /** How much more may live in the heap afterwards, in megabytes. */
    private static final double FLAT = 32;

    @Test
    void all_are_noted_within_a_minute_and_the_heap_stays_flat() throws IOException, SQLException {
        int count = Setting.number("ending");
        try (Postgres postgres = Postgres.start()) {
            Postgres.Database database = postgres.database("ending");
            try (Node node = Node.start("ending", database)) {
                BenchmarkRealm realm = BenchmarkRealm.create(node, 1);
                GrantRows rows = new GrantRows(database, realm.id(), realm.idOf("ada"));
                Report report = new Report("Grants that end at once", database);
                rows.users(count);
                double before = node.liveHeap();
                long at = System.currentTimeMillis() + LEAD.toMillis();
                rows.ending(count, at);
                rows.settle();
                database.countStatements();

                List<Double> heap = new ArrayList<>();
                while (System.currentTimeMillis() < at) {
                    pause();
                }
                double processor = node.processorTime();
                long start = System.nanoTime();
                while (left(database) > 0 && System.nanoTime() - start < GIVE_UP.toNanos()) {
                    heap.add(node.heap());
                    pause();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                double processorTime = node.processorTime() - processor;
                double after = node.liveHeap();

                report.say(String.format(
                        Locale.ROOT,
                        "%,d grants, each for one user of the same realm, all of which end in the same moment, on one node. Each end is a row changed, an"
                                + " entry in the trail, and a mail in the outbox for each who is concerned: %s were queued.",
                        count,
                        database.value("select count(*) from ASSUME_OUTBOX")));
                report.say(String.format(
                        Locale.ROOT,
                        "| | |%n|---|---|%n| until all are noted | **%.1f s** |%n| processor time of Keycloak for it, mails and log included | %.1f s |%n| entries in the trail | %s |%n| heap alive before | %.0f MB |%n"
                                + "| highest used heap meanwhile, garbage and all | %.0f MB |%n| heap alive after | %.0f MB |",
                        seconds,
                        processorTime,
                        database.value("select count(*) from ASSUME_TRAIL where ACTION = 'GRANT_ENDED'"),
                        before,
                        heap.stream().mapToDouble(Double::doubleValue).max().orElse(after),
                        after));
                report.say("What the database did for that: calls, rows, time, statement.")
                        .say("| calls | rows | time | |\n|---|---|---|---|\n" + database.statements(14));
                report.write("grants-that-end-at-once.md");
                assertThat(left(database)).as("not noted").isZero();
                assertThat(seconds).as("seconds").isLessThanOrEqualTo(MOST.toMillis() / 1e3);
                assertThat(after - before).as("more heap").isLessThanOrEqualTo(FLAT);
            }
        }
    }

    private static int left(Postgres.Database database) throws SQLException {
        return Integer.parseInt(database.value("select count(*) from ASSUME_GRANT where ENDED_AT is null"));
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }
}

package io.github.keycloakassume.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server")
final class StartUpBenchmark {

    @Test
    void is_started_in_turn_with_and_without_us() throws IOException, SQLException {
        try (Postgres postgres = Postgres.start()) {
            Postgres.Database stock = postgres.database("stock");
            Postgres.Database ours = postgres.database("ours");
            Report report = new Report("Start and memory", ours);
            Started firstOfStock = Started.once(Node.Kind.STOCK, stock);
            Started firstOfOurs = Started.once(Node.Kind.OURS, ours);
            Map<String, Pairs> figures = new LinkedHashMap<>();
            for (int round = 0; round < Setting.number("starts"); round++) {
                Map<String, Double> ofStock =
                        Started.once(Node.Kind.STOCK, stock).figures();
                Map<String, Double> ofOurs = Started.once(Node.Kind.OURS, ours).figures();
                ofStock.forEach((name, value) -> figures.computeIfAbsent(name, unused -> Pairs.ofMedians())
                        .add(List.of(value), List.of(ofOurs.get(name))));
            }
            StringBuilder table =
                    new StringBuilder("| | without our JARs | with them | ratio of the medians |\n|---|---|---|---|\n");
            figures.forEach((name, pairs) -> table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %s |%n",
                    name,
                    pairs.ofBase(),
                    pairs.ofOther(),
                    pairs.ratioText())));
            report.say(
                            "Each is started, left alone until it is ready, looked at after a full collection, and ended; one kind after the other, with a"
                                    + " database that knows what is installed. Memory in megabytes.")
                    .say(table.toString())
                    .say(String.format(
                            Locale.ROOT,
                            "The first start, which makes all tables: %.1f s without our JARs, %.1f s with them, once each.",
                            firstOfStock.seconds(),
                            firstOfOurs.seconds()));
            report.write("start-and-memory.md");
        }
    }

    private record Started(double seconds, double resident, double heap, double nonHeap) {

        static Started once(Node.Kind kind, Postgres.Database database) {
            try (Node node = Node.start(kind, database)) {
                double heap = node.liveHeap();
                return new Started(node.startedIn().toMillis() / 1e3, node.resident(), heap, node.nonHeap());
            }
        }

        Map<String, Double> figures() {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("seconds until ready", seconds);
            figures.put("heap alive", heap);
            figures.put("classes and compiled code", nonHeap);
            figures.put("resident memory", resident);
            return figures;
        }
    }
}

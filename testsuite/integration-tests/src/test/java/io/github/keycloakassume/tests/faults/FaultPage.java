package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.Artifacts;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The record of a run, in Markdown. */
final class FaultPage {

    private static final String INTRODUCTION = """
            # What use cases leave behind under faults

            Written by the fault run (`./mvnw verify -pl testsuite/integration-tests -am -Dfaults`, see [testing](../testing.md)); do not change it by hand.

            %s, %d processors, Java %s, %s, Keycloak %s (two nodes, user sessions persistent), PostgreSQL 18 on the same machine; %d rounds, \
            %d cells, %d minutes.

            Every use case that writes is prepared with people of its own; then all of them are done at the same time on the second node \
            while one thing goes wrong. Once nothing is wrong any more, users do again what was not answered as done (forms of a browser in any \
            case; for all else they look first), and what there is then is compared with what the same use case leaves behind without a \
            fault: rows and their states, entries of the trail, mails queued and arrived, logouts told to applications. Then access is \
            tried: what an application holds, and the way back of the browser.

            - **lost**: answered as done or done, and something of it is not there.
            - **doubled**: a row, an entry of the trail, a logout or a mail that is there twice.
            - **stranded**: access that opens though the record says ended, a record that runs without a session, a browser without a way \
            back, a logout or a mail that never leaves, something that cannot be done again.
            - **promised**: of what is said to happen [once or twice](../operations.md#what-happens-once-what-may-happen-twice): a logout told again with the \
            same `jti`, a mail that may have arrived or not and is not sent again.

            """;

    private record Column(Fault fault, int stood, Map<String, Counts> cells) {}

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Clock clock;
    private final long began;
    private int rounds;

    FaultPage(Clock clock) {
        this.clock = clock;
        this.began = clock.millis();
    }

    void add(Fault fault, int stood, Map<String, Counts> cells) {
        rounds++;
        columns.merge(fault.name(), new Column(fault, stood, cells), (old, more) -> {
            Map<String, Counts> all = new LinkedHashMap<>(old.cells);
            more.cells.forEach((name, counts) -> all.merge(name, counts, Counts::plus));
            return new Column(fault, old.stood + more.stood, all);
        });
    }

    /** The cells in which something is not as it should be. */
    List<String> bad() {
        return columns.values().stream()
                .flatMap(column -> column.cells.entrySet().stream()
                        .filter(cell -> !cell.getValue().isGood())
                        .map(cell -> column.fault.name() + " × " + cell.getKey() + ": "
                                + cell.getValue().notes()))
                .toList();
    }

    String text() {
        int cells = columns.values().stream()
                .mapToInt(column -> column.cells.size())
                .sum();
        return INTRODUCTION.formatted(
                        LocalDate.now(clock),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Artifacts.keycloakVersion(),
                        rounds,
                        cells,
                        Duration.ofMillis(clock.millis() - began).toMinutes())
                + faults()
                + table()
                + notes();
    }

    private String faults() {
        StringBuilder text = new StringBuilder("""
                ## Faults

                | | what goes wrong | use cases | there when it did | lost | doubled | stranded | promised |
                |---|---|---|---|---|---|---|---|
                """);
        for (Column column : columns.values()) {
            Counts sum = column.cells.values().stream().reduce(Counts.NONE, Counts::plus);
            text.append("| ").append(column.fault.name()).append(" | ").append(column.fault.meaning());
            for (int count : new int[] {
                column.cells.size(), column.stood, sum.lost(), sum.doubled(), sum.stranded(), sum.promised()
            }) {
                text.append(" | ").append(count);
            }
            text.append(" |\n");
        }
        return text.append(
                        "\n*There when it did*: transactions at the named point, applications that had been told, connections to the mail server.\n\n")
                .toString();
    }

    /** Use cases down, faults across. */
    private String table() {
        List<Column> all = List.copyOf(columns.values());
        StringBuilder text = new StringBuilder("## Use cases\n\nLost / doubled / stranded by fault: ");
        text.append(IntStream.range(0, all.size())
                .mapToObj(number -> (number + 1) + " " + all.get(number).fault.name())
                .collect(Collectors.joining(", ")));
        text.append(".\n\n| |")
                .append(IntStream.rangeClosed(1, all.size())
                        .mapToObj(number -> " " + number + " |")
                        .collect(Collectors.joining()))
                .append("\n|---|")
                .append("---|".repeat(all.size()))
                .append('\n');
        all.stream()
                .flatMap(column -> column.cells.keySet().stream())
                .distinct()
                .forEach(name -> {
                    text.append("| ").append(name).append(" |");
                    for (Column column : all) {
                        Counts counts = column.cells.getOrDefault(name, Counts.NONE);
                        text.append(' ')
                                .append(counts.lost())
                                .append('/')
                                .append(counts.doubled())
                                .append('/')
                                .append(counts.stranded())
                                .append(" |");
                    }
                    text.append('\n');
                });
        return text.append('\n').toString();
    }

    private String notes() {
        String notes = columns.values().stream()
                .flatMap(column -> column.cells.entrySet().stream()
                        .filter(cell -> !cell.getValue().notes().isEmpty())
                        .map(cell -> "- " + column.fault.name() + ", " + cell.getKey() + ": "
                                + String.join("; ", cell.getValue().notes()) + "\n"))
                .collect(Collectors.joining());
        return notes.isEmpty() ? "" : "## What is not 0, and what is promised\n\n" + notes;
    }
}

package io.github.keycloakassume.tests.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The record of a run, in Markdown, for administrators. */
final class FaultPage {

    private static final String NOT_WALKED = "–";

    private record Column(Fault fault, int stood, Map<String, Counts> cells) {

        int sum(ToIntFunction<Counts> count) {
            return cells.values().stream().mapToInt(count).sum();
        }
    }

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Clock clock;
    private final String keycloakVersion;
    private final long began;
    private int rounds;

    FaultPage(Clock clock, String keycloakVersion) {
        this.clock = clock;
        this.keycloakVersion = keycloakVersion;
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
        return FaultPageText.INTRODUCTION
                + result()
                + FaultPageText.HOW
                + faults()
                + table()
                + notes()
                + unwalked()
                + FaultPageText.REPEAT.stripTrailing()
                + "\n";
    }

    private String result() {
        return """
                **Result**: of %d cells (%d faults, %d use cases) %d are as without a fault; in %d of these something happened besides that \
                [is promised](#what-is-promised-and-why). Lost %d, doubled %d, stranded %d.

                Walked on %s: Keycloak %s, two nodes, user sessions persistent; PostgreSQL 18 on the same machine; %d processors, %s, Java %s; \
                %d rounds in %d minutes.

                """.formatted(
                        cells(counts -> 1),
                        columns.size(),
                        names().size(),
                        cells(counts -> counts.isGood() ? 1 : 0),
                        cells(counts -> counts.isGood() && counts.promised() > 0 ? 1 : 0),
                        cells(Counts::lost),
                        cells(Counts::doubled),
                        cells(Counts::stranded),
                        LocalDate.now(clock),
                        keycloakVersion,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        rounds,
                        Duration.ofMillis(clock.millis() - began).toMinutes());
    }

    private int cells(ToIntFunction<Counts> count) {
        return columns.values().stream().mapToInt(column -> column.sum(count)).sum();
    }

    private List<String> names() {
        return columns.values().stream()
                .flatMap(column -> column.cells.keySet().stream())
                .distinct()
                .toList();
    }

    private String faults() {
        StringBuilder text = new StringBuilder("""
                ## Faults

                *Met* is what was at the named point when it went wrong: transactions that stood there, or, for the faults of telling and of mails, \
                applications that had been told and connections to the mail server.

                | | fault | what goes wrong | use cases | met | lost | doubled | stranded | promised |
                |---|---|---|---|---|---|---|---|---|
                """);
        int number = 0;
        for (Column column : columns.values()) {
            number++;
            text.append("| ")
                    .append(number)
                    .append(" | ")
                    .append(column.fault.name())
                    .append(" | ")
                    .append(column.fault.meaning());
            for (int count : new int[] {
                column.cells.size(),
                column.stood,
                column.sum(Counts::lost),
                column.sum(Counts::doubled),
                column.sum(Counts::stranded),
                column.sum(Counts::promised)
            }) {
                text.append(" | ").append(count);
            }
            text.append(" |\n");
        }
        return text.append('\n').toString();
    }

    /** Use cases down, faults across. */
    private String table() {
        List<Column> all = List.copyOf(columns.values());
        StringBuilder text = new StringBuilder("""
                ## Use cases

                By the number of the fault above. **0**: nothing is lost, doubled or stranded. **0 (1)**: nor here, and once something happened that is \
                promised. Three numbers: lost/doubled/stranded. –: not walked.

                """);
        text.append("| |")
                .append(IntStream.rangeClosed(1, all.size())
                        .mapToObj(number -> " " + number + " |")
                        .collect(Collectors.joining()))
                .append("\n|---|")
                .append("---|".repeat(all.size()))
                .append('\n');
        for (String name : names()) {
            text.append("| ").append(name).append(" |");
            all.forEach(column ->
                    text.append(' ').append(cell(column.cells.get(name))).append(" |"));
            text.append('\n');
        }
        return text.append('\n').toString();
    }

    private static String cell(@Nullable Counts counts) {
        if (counts == null) {
            return NOT_WALKED;
        }
        String promised = counts.promised() == 0 ? "" : " (" + counts.promised() + ")";
        return (counts.isGood() ? "0" : counts.lost() + "/" + counts.doubled() + "/" + counts.stranded()) + promised;
    }

    private String notes() {
        String notes = columns.values().stream()
                .flatMap(column -> column.cells.entrySet().stream()
                        .filter(cell -> !cell.getValue().notes().isEmpty())
                        .map(cell -> "| " + column.fault.name() + " | " + cell.getKey() + " | "
                                + String.join("; ", cell.getValue().notes()) + " |\n"))
                .collect(Collectors.joining());
        return notes.isEmpty()
                ? ""
                : "## What happened there\n\n| fault | use case | |\n|---|---|---|\n" + notes + '\n';
    }

    private static String unwalked() {
        String rows = new TreeMap<>(Unwalked.REASONS)
                .entrySet().stream()
                        .map(reason -> "| `" + reason.getKey() + "` | " + reason.getValue() + " |\n")
                        .collect(Collectors.joining());
        return """
                ## What else writes

                A test of every build (`FaultRunTest`) finds the classes that write in the compiled code, and fails if one of them is walked by no use case \
                and does not stand here.

                | class | why it has no use case |
                |---|---|
                """ + rows + '\n';
    }
}

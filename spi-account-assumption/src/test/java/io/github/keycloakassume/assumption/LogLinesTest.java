package io.github.keycloakassume.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.expiry.GrantLine;
import io.github.keycloakassume.core.schedule.CoreLine;
import io.github.keycloakassume.core.schedule.LogLine;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} and the lines that modules log; that they log no others at WARN and ERROR is a rule of the architecture. */
@DisplayName("Log lines")
final class LogLinesTest {

    private static final Path PAGE = Path.of("../docs/operations.md");

    /** {@code | `ASSUME-101` | warning | what it says | what it means | what to do |}. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(ASSUME-\\d{3})` \\| (warning|error) \\| (.+?) \\| (.+?) \\| (.+?) \\|$", Pattern.MULTILINE);

    @Test
    void and_the_table_in_the_docs_are_the_same() throws IOException {
        assertThat(rows().map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3)))
                .containsExactlyElementsOf(lines().map(LogLinesTest::asRow).toList());
    }

    @Test
    void have_a_code_of_their_own() {
        assertThat(lines().map(LogLine::code)).doesNotHaveDuplicates();
    }

    @Test
    void say_what_failed_and_what_happens_next() {
        assertThat(lines().filter(line -> line != EngineLine.PLACE_TAKEN))
                .allSatisfy(line -> assertThat(line.text())
                        .containsPattern("\\{(impersonation|realm|mail|task|thread|what|kind)}")
                        .containsPattern("again|next attempt|given up|goes on|settled|takes its place"));
    }

    private static String asRow(LogLine line) {
        String level = line.level() == Logger.Level.ERROR ? "error" : "warning";
        return line.code() + " " + level + " " + line.text();
    }

    private static Stream<LogLine> lines() {
        return Stream.of(List.of(CoreLine.values()), List.of(EngineLine.values()), List.of(GrantLine.values()))
                .flatMap(List<? extends LogLine>::stream)
                .map(LogLine.class::cast)
                .sorted(Comparator.comparing(LogLine::code));
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results();
    }
}

package io.github.keycloakassume.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The record of the fault run")
final class FaultPageTest {

    private static final Fault KILLED = new Fault("killed", "the node is killed", (ground, batch) -> {});
    private static final Fault AWAY = new Fault("away", "the database is away", (ground, batch) -> {});

    private final FaultPage page =
            new FaultPage(Clock.fixed(Instant.parse("2026-11-28T21:00:00Z"), ZoneOffset.UTC), "26.7.5");

    @Test
    void says_in_each_cell_what_is_good_promised_bad_or_not_walked() {
        page.add(KILLED, 2, Map.of("start", Counts.NONE.promised(1, "told again")));
        page.add(KILLED, 1, Map.of("end", Counts.NONE));
        page.add(AWAY, 0, Map.of("end", Counts.NONE.lost(1, "a row").doubled(2, "a mail")));

        assertThat(page.text())
                .contains("| start | 0 (1) | – |\n", "| end | 0 | 1/2/0 |\n")
                .contains("| 1 | killed | the node is killed | 2 | 3 | 0 | 0 | 0 | 1 |\n")
                .contains("| away | end | lost: a row; doubled: a mail |\n")
                .contains("of 3 cells (2 faults, 2 use cases) 2 are as without a fault; in 1 of these");
        assertThat(page.bad()).singleElement().asString().startsWith("away × end: ");
    }

    @Test
    void explains_what_is_promised_and_names_what_is_not_walked_and_why() {
        assertThat(page.text())
                .contains("| the same logout again, with the same `jti` |")
                .contains("| a mail that may have arrived or not is not sent again |")
                .contains("| " + Promise.overAtOnce(1).name() + " |")
                .contains(Unwalked.REASONS.keySet());
    }
}

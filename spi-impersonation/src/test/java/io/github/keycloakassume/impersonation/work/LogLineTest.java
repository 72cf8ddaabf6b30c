package io.github.keycloakassume.impersonation.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of the log")
final class LogLineTest {

    @Test
    void has_its_values_in_the_order_of_its_text() {
        assertThat(EngineLine.TRAIL_NOT_SHORTENED.with("acme (4711)", "no database", 60))
                .isEqualTo(
                        "Trail entries that realm acme (4711) keeps no longer could not be deleted: no database. It is tried"
                                + " again in 60 minutes.");
    }

    @Test
    void stays_on_its_line_whatever_users_call_themselves() {
        assertThat(EngineLine.TRAIL_NOT_SHORTENED.with("acme\n2026-11-28 ERROR made up", "no database", 60))
                .doesNotContain("\n")
                .contains("realm acme 2026-11-28 ERROR made up keeps");
    }

    @Test
    void takes_names_as_they_are() {
        assertThat(EngineLine.TRAIL_NOT_SHORTENED.with("{realm} $1 \\", "no database", 60))
                .contains("realm {realm} $1 \\ keeps");
    }

    @Test
    void says_of_a_failure_what_is_at_the_bottom_of_it() {
        RuntimeException failure = new IllegalStateException(
                "JDBC exception executing SQL [select …]", new IllegalArgumentException("connection refused"));

        assertThat(EngineLine.TRAIL_NOT_SHORTENED.with("acme", failure, 60))
                .contains("deleted: java.lang.IllegalArgumentException: connection refused. It is");
    }
}

package io.github.keycloakassume.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of the log")
final class LogLineTest {

    @Test
    void has_its_values_in_the_order_of_its_text() {
        assertThat(CoreLine.REALM_NOT_SET_UP.with("acme (4711)", "assume-roles", "no database"))
                .isEqualTo(
                        "Realm acme (4711) could not be set up (assume-roles): no database. The server and the other realms"
                                + " work; it is tried again when a node starts.");
    }

    @Test
    void stays_on_its_line_whatever_users_call_themselves() {
        assertThat(CoreLine.REALM_NOT_SET_UP.with("acme\n2026-11-28 ERROR made up", "assume-roles", "no database"))
                .doesNotContain("\n")
                .contains("Realm acme 2026-11-28 ERROR made up could");
    }

    @Test
    void takes_names_as_they_are() {
        assertThat(CoreLine.REALM_NOT_SET_UP.with("{realm} $1 \\", "assume-roles", "no database"))
                .contains("Realm {realm} $1 \\ could");
    }

    @Test
    void says_of_a_failure_what_is_at_the_bottom_of_it() {
        RuntimeException failure = new IllegalStateException(
                "JDBC exception executing SQL [select …]", new IllegalArgumentException("connection refused"));

        assertThat(CoreLine.REALM_NOT_SET_UP.with("acme", "assume-roles", failure))
                .contains("(assume-roles): java.lang.IllegalArgumentException: connection refused. The server");
    }
}

package io.github.keycloakassume.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.PageWindow;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The query of a list")
final class ListParametersTest {

    @Test
    void may_say_nothing() throws InvalidBodyException {
        ListParameters nothing = query("user", "");

        assertThat(nothing.text("user")).isNull();
        assertThat(nothing.instant("from")).isNull();
        assertThat(nothing.oneOf("state", ListParametersTest::state)).isNull();
        assertThat(nothing.window(100, 1_000)).isEqualTo(new PageWindow(0, 100));
    }

    @Test
    void says_texts_moments_values_and_a_part() throws InvalidBodyException {
        assertThat(query("user", " alice ").text("user")).isEqualTo("alice");
        assertThat(query("from", "1790000000000").instant("from")).isEqualTo(Instant.ofEpochMilli(1_790_000_000_000L));
        assertThat(query("state", "given_up").oneOf("state", ListParametersTest::state))
                .isEqualTo("GIVEN_UP");
        assertThat(query("first", "2147483647").window(100, 1_000)).isEqualTo(new PageWindow(Integer.MAX_VALUE, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0007b", "a\u0000"})
    void has_no_control_characters(String text) {
        assertInvalid("user", () -> query("user", text).text("user"));
    }

    @Test
    void has_no_endless_texts() {
        assertInvalid("user", () -> query("user", "a".repeat(256)).text("user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "2147483648", "99999999999999999999"})
    void begins_at_a_number(String first) {
        assertInvalid("first", () -> query("first", first).window(100, 1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001"})
    void asks_for_some_but_not_for_too_many(String max) {
        assertInvalid("max", () -> query("max", max).window(100, 1_000));
    }

    @Test
    void has_no_parameter_that_the_list_does_not_know() {
        assertInvalid("usr", () -> query("usr", "alice").text("user"));
        assertInvalid("offset", () -> query("offset", "10").window(100, 1_000));
    }

    private static ListParameters query(String name, String value) {
        MultivaluedHashMap<String, String> query = new MultivaluedHashMap<>();
        query.putSingle(name, value);
        return new ListParameters(query, Set.of("user", "from", "state", "first", "max"));
    }

    private static void assertInvalid(String name, ThrowingCallable reading) {
        assertThatExceptionOfType(InvalidBodyException.class)
                .isThrownBy(reading)
                .satisfies(invalid -> {
                    assertThat(invalid.key()).isEqualTo("invalid-parameter");
                    assertThat(invalid.params()).containsExactly(name);
                });
    }

    private static String state(String wireName) {
        if (!wireName.equals("given_up")) {
            throw new IllegalArgumentException(wireName);
        }
        return "GIVEN_UP";
    }
}

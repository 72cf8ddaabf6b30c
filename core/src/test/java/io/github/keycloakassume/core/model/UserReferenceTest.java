package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a caller calls a user by")
final class UserReferenceTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "a\u0000", "a\nb", "\ud800", "a\udc00b"})
    void is_nothing_that_no_user_could_be_called_by(String written) {
        assertThat(UserReference.of(written)).isEmpty();
    }

    @Test
    void is_as_long_as_the_longest_name() {
        assertThat(UserReference.of("a".repeat(255))).isPresent();
        assertThat(UserReference.of("a".repeat(256))).isEmpty();
        assertThat(UserReference.of(" " + "a".repeat(255) + " ")).isPresent();
        assertThatThrownBy(() -> new UserReference(" a")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "alice, alice, true",
        "ALICE, alice, true",
        "alice, ALICE, true",
        "al\u00efce, alice, false",
        "\u0430lice, alice, false",
        "alice\u0301, alice, false",
        "alice., alice, false",
        "\u212aate, kate, true",
    })
    void is_a_name_in_whatever_case_and_nothing_that_only_looks_like_it(String written, String name, boolean same) {
        assertThat(UserReference.of(written).orElseThrow().isName(name)).isEqualTo(same);
    }

    @Test
    void is_an_id_as_it_is() {
        UserReference id = UserReference.of(" 0a1B ").orElseThrow();

        assertThat(id.isId("0a1B")).isTrue();
        assertThat(id.isId("0a1b")).isFalse();
        assertThat(id.isName(null)).isFalse();
        assertThat(id.folded()).isEqualTo("0a1b");
    }
}

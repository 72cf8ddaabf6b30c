package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A reason")
final class ReasonTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n\t "})
    void is_required(@Nullable String text) {
        assertThat(refusal(text)).isEqualTo(Refusal.REASON_REQUIRED);
    }

    @Test
    void is_kept_without_the_blanks_around_it() {
        assertThat(Reason.parse("  ticket 42\nline two ").text()).isEqualTo("ticket 42\nline two");
    }

    @Test
    void may_have_two_thousand_characters_and_not_one_more() {
        assertThat(Reason.parse("x".repeat(2_000)).text()).hasSize(2_000);
        assertThat(refusal("x".repeat(2_001))).isEqualTo(Refusal.REASON_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u001bb", "a\u007fb", "a\u0085b", "half \uD83D of a character"})
    void has_no_control_characters_and_no_half_ones(String text) {
        assertThat(refusal(text)).isEqualTo(Refusal.REASON_INVALID);
    }

    private static Refusal refusal(@Nullable String text) {
        RefusedException[] caught = new RefusedException[1];
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Reason.parse(text))
                .satisfies(refused -> caught[0] = refused);
        return caught[0].refusal();
    }
}

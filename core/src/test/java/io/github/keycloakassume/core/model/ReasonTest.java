package io.github.keycloakassume.core.model;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00A0",
                "\u00AD",
                "\u034F",
                "\u115F",
                "\u1160",
                "\u200B",
                "\u200E",
                "\u2060",
                "\u2800",
                "\u3164",
                "\uFE0F",
                "\uFEFF",
                "\uFFA0",
                "\uD834\uDD59",
                "\uDB40\uDC41",
                " \u3164\u200B\n\u3164 "
            })
    void has_a_character_that_can_be_seen(String invisible) {
        assertThat(refusal(invisible)).isEqualTo(Refusal.REASON_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "7", "#42", "!", "?", "\u5BA2", "\uD83D\uDC4D", "\u3164x", "\u00BD"})
    void may_be_of_any_language_or_one_sign(String text) {
        assertThat(Reason.parse(text).text()).isEqualTo(text);
    }

    /** Else a list with it, and the end of what runs by it, would fail. */
    @Test
    void of_an_earlier_release_is_read_though_none_of_it_can_be_seen() {
        assertThat(new Reason("\u200B").text()).isEqualTo("\u200B");
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

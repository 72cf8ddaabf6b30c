package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What an impersonator has to say for himself")
final class AccountabilityTest {

    private final Accountability free = new Accountability(false, null);
    private final Accountability strict = new Accountability(true, "[A-Z]+-[0-9]+");

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void is_no_reason_where_none_is_required(String text) {
        assertThat(free.reason(text)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void is_a_reason_where_one_is_required(String text) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> strict.reason(text))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.REASON_REQUIRED));
    }

    @Test
    void is_a_reason_in_order_even_where_none_is_required() {
        assertThat(free.reason(" why ")).isEqualTo(new Reason("why"));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> free.reason("\u0000"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "42", "xSUP-42", "SUP-42x"})
    void is_a_ticket_of_the_pattern(String text) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> strict.ticket(text))
                .satisfies(refused -> {
                    assertThat(refused.refusal()).isEqualTo(ImpersonationRefusal.TICKET_REFERENCE_INVALID);
                    assertThat(refused.params()).containsExactly("[A-Z]+-[0-9]+");
                });
    }

    @Test
    void is_a_ticket_or_none_where_there_is_no_pattern() {
        assertThat(strict.ticket(" SUP-42 ")).isEqualTo("SUP-42");
        assertThat(free.ticket("whatever")).isEqualTo("whatever");
        assertThat(free.ticket(null)).isNull();
    }

    @Test
    void is_no_ticket_that_is_longer_than_its_column() {
        assertThat(free.ticket("x".repeat(255))).hasSize(255);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> free.ticket("x".repeat(256)))
                .satisfies(refused ->
                        assertThat(refused.refusal()).isEqualTo(ImpersonationRefusal.TICKET_REFERENCE_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[", "*"})
    void is_never_asked_for_by_what_is_no_pattern(String pattern) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new Accountability(true, pattern))
                .satisfies(refused -> assertThat(refused.params()).containsExactly("ticketPattern"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(.*a){30}b"})
    @Timeout(5)
    void is_no_ticket_where_the_pattern_does_not_come_to_an_end(String endless) {
        Accountability accountability = new Accountability(true, endless);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> accountability.ticket("a".repeat(255)))
                .satisfies(refused ->
                        assertThat(refused.refusal()).isEqualTo(ImpersonationRefusal.TICKET_REFERENCE_INVALID));
    }

    @Test
    void is_never_asked_for_by_a_pattern_longer_than_its_column() {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new Accountability(true, "a".repeat(256)));
    }
}

package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Whatever duration is written, it")
final class GrantDurationPropertiesTest {

    @Property
    void is_a_duration_or_refused_as_none_and_nothing_else_happens(@ForAll("texts") String text) {
        try {
            GrantDuration duration = GrantDuration.parse(text);
            Instant end = Objects.requireNonNull(duration.endFrom(NOW));
            assertThat(end).isAfterOrEqualTo(NOW.plusSeconds(60));
            assertThat(end)
                    .isBeforeOrEqualTo(
                            NOW.atOffset(ZoneOffset.UTC).plusYears(100).toInstant());
        } catch (RefusedException e) {
            assertThat(e.refusal()).isEqualTo(GrantRefusal.DURATION_INVALID);
        }
    }

    @Property
    void has_one_form_that_means_the_same(
            @ForAll @IntRange(max = 40) int months,
            @ForAll @IntRange(max = 400) int days,
            @ForAll("times") int seconds) {
        GrantDuration duration = new GrantDuration(new GrantDuration.Span(months, days, Duration.ofSeconds(seconds)));

        assertThat(GrantDuration.parse(duration.text())).isEqualTo(duration);
    }

    @Property
    void ends_later_from_a_later_moment(
            @ForAll @IntRange(max = 40) int months,
            @ForAll @IntRange(min = 1, max = 400) int days,
            @ForAll @IntRange(max = 4_000) int laterByDays) {
        GrantDuration duration = new GrantDuration(new GrantDuration.Span(months, days, Duration.ZERO));
        Instant later = NOW.plus(Duration.ofDays(laterByDays));

        assertThat(duration.endFrom(later)).isAfterOrEqualTo(duration.endFrom(NOW));
    }

    @Provide
    Arbitrary<Integer> times() {
        return Arbitraries.integers().between(60, 86_399);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any =
                Arbitraries.strings().withChars("PT0123456789YMWDHS.-+ ").ofMaxLength(70);
        Arbitrary<String> likely = Combinators.combine(number(), number(), number(), number())
                .as((years, months, days, hours) -> "P" + years + "Y" + months + "M" + days + "DT" + hours + "H");
        return Arbitraries.oneOf(any, likely);
    }

    private static Arbitrary<Long> number() {
        return Arbitraries.longs().between(-1, 10_000_000_000L).edgeCases(cases -> cases.add(0L, 1L, 99L, 1_200L));
    }
}

package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The duration of a grant")
final class GrantDurationTest {

    @ParameterizedTest(name = "{1} from {0} ends {2}")
    @CsvSource({
        "2026-11-22T12:00:00Z, P1D, 2026-11-23T12:00:00Z",
        "2026-11-22T12:00:00Z, P1W, 2026-11-29T12:00:00Z",
        "2026-11-22T12:00:00Z, P1M, 2026-12-22T12:00:00Z",
        "2026-11-22T12:00:00Z, P1Y, 2027-11-22T12:00:00Z",
        "2026-01-31T23:59:59Z, P1M, 2026-02-28T23:59:59Z",
        "2028-01-31T00:00:00Z, P1M, 2028-02-29T00:00:00Z",
        "2028-02-29T12:00:00Z, P1Y, 2029-02-28T12:00:00Z",
        "2026-01-31T12:00:00Z, P2M, 2026-03-31T12:00:00Z",
        "2026-01-31T12:00:00Z, P1M1D, 2026-03-01T12:00:00Z",
        "2026-03-29T00:30:00Z, P1D, 2026-03-30T00:30:00Z",
        "2026-11-22T12:00:00.123Z, PT1M, 2026-11-22T12:01:00.123Z",
        "2026-11-22T12:00:00Z, P1Y2M3DT4H, 2028-01-25T16:00:00Z",
        "2026-11-22T12:00:00Z, P100Y, 2126-11-22T12:00:00Z",
    })
    void counts_as_the_calendar_does_in_utc(Instant now, String text, Instant end) {
        assertThat(GrantDuration.parse(text).endFrom(now)).isEqualTo(end);
    }

    @Test
    void may_be_until_further_notice() {
        GrantDuration indefinite = GrantDuration.parse("indefinite");

        assertThat(indefinite).isEqualTo(GrantDuration.INDEFINITE);
        assertThat(indefinite.isIndefinite()).isTrue();
        assertThat(indefinite.endFrom(NOW)).isNull();
        assertThat(GrantDuration.parse("P1D").isIndefinite()).isFalse();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "P1D, P1D",
        "P7D, P1W",
        "P1W, P1W",
        "P1W1D, P8D",
        "P1M, P1M",
        "P12M, P1Y",
        "P1Y, P1Y",
        "P1M1W, P1M7D",
        "PT60S, PT1M",
        "PT24H, P1D",
        "PT168H, P1W",
        "PT36H, P1DT12H",
        "P1WT1S, P7DT1S",
        "P1Y2M3DT4H5M6S, P1Y2M3DT4H5M6S",
        "P0Y0M2D, P2D",
        "indefinite, indefinite",
    })
    void has_one_form(String written, String text) {
        assertThat(GrantDuration.parse(written).text()).isEqualTo(text);
        assertThat(GrantDuration.parse(text)).isEqualTo(GrantDuration.parse(written));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "P",
                "PT",
                "P1DT",
                "P0D",
                "PT0S",
                "PT59S",
                "-P1D",
                "P-1D",
                "P1M-1D",
                "+P1D",
                "P+1D",
                "PT-5M",
                "P1DT-1H",
                "P101Y",
                "P1200M1M",
                "P1201M",
                "P100Y1M",
                "P36601D",
                "P999999999Y",
                "P9999999999999999999D",
                "PT999999999H",
                "P0.5D",
                "PT1.5H",
                "PT60.0S",
                "P1,5Y",
                "p1d",
                "P1d",
                " P1D",
                "P1D ",
                "P1D\n",
                "P1D1M",
                "P1DT1M1H",
                "1D",
                "T1H",
                "PT1D",
                "P1H",
                "P1S",
                "Indefinite",
                "forever",
                "P\u0661D",
                "2026-12-31",
                "P000000000000000000000000000000000000000000000000000000000000001D",
            })
    void is_refused_when_it_is_none_of_a_minute_to_a_hundred_years(String text) {
        assertRefused(GrantRefusal.DURATION_INVALID, () -> GrantDuration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P100YT1M", "P100Y1D", "P99Y400D", "P36600D"})
    void is_refused_when_the_calendar_makes_it_longer_than_a_hundred_years(String text) {
        GrantDuration duration = GrantDuration.parse(text);

        assertRefused(GrantRefusal.DURATION_INVALID, () -> duration.endFrom(NOW));
    }

    @Test
    void is_refused_where_the_calendar_ends() {
        assertRefused(
                GrantRefusal.DURATION_INVALID, () -> GrantDuration.parse("P1D").endFrom(Instant.MAX));
    }

    @Test
    void has_no_negative_part_and_less_than_a_day_beside_the_date() {
        assertRefused(GrantRefusal.DURATION_INVALID, () -> new GrantDuration.Span(-1, 40, Duration.ZERO));
        assertRefused(GrantRefusal.DURATION_INVALID, () -> new GrantDuration.Span(1, -1, Duration.ZERO));
        assertRefused(GrantRefusal.DURATION_INVALID, () -> new GrantDuration.Span(1, 0, Duration.ofSeconds(-1)));
        assertRefused(GrantRefusal.DURATION_INVALID, () -> new GrantDuration.Span(1, 0, Duration.ofDays(1)));
    }

    @ParameterizedTest(name = "{0} within {1}: {2}")
    @CsvSource({
        "P1D, P1D, true",
        "P1D, P1W, true",
        "P1W, P1D, false",
        "P30D, P1M, true",
        "P31D, P1M, false",
        "P100Y, indefinite, true",
        "indefinite, indefinite, true",
        "indefinite, P100Y, false",
    })
    void is_compared_by_its_end(String duration, String longer, boolean within) {
        assertThat(GrantDuration.parse(duration).isWithin(GrantDuration.parse(longer), NOW))
                .isEqualTo(within);
    }
}

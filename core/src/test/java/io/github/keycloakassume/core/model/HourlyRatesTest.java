package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rates")
final class HourlyRatesTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void are_the_usual_ones_where_no_option_is_set() {
        HourlyRates rates = HourlyRates.of(Map.<String, String>of()::get);

        for (RatedAct act : RatedAct.values()) {
            assertThat(rates.of(act)).isEqualTo(act.usualPerHour()).isPositive();
        }
    }

    @Test
    void are_those_of_the_options() {
        HourlyRates rates =
                HourlyRates.of(Map.of("startsPerHour", "7", "requestsPerHour", "100000", "pendingStarts", "3")::get);

        assertThat(rates.of(RatedAct.START)).isEqualTo(7);
        assertThat(rates.of(RatedAct.REQUEST)).isEqualTo(100_000);
        assertThat(rates.mostPending()).isEqualTo(3);
        assertThat(rates.of(RatedAct.GRANT)).isEqualTo(RatedAct.GRANT.usualPerHour());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "many", "1.5", "100001", "9999999"})
    void are_not_taken_from_an_option_that_cannot_be_meant(String written) {
        assertThatThrownBy(() -> HourlyRates.of(Map.of("grantsPerHour", written)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--spi-assume-rates--trail--grants-per-hour must be");
    }

    @Test
    void say_something_of_every_act() {
        assertThatThrownBy(() -> new HourlyRates(Map.of(RatedAct.START, 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "an act {0} seconds ago: {1}")
    @CsvSource({"0, 3600", "3599, 1", "3600, 1", "4000, 1", "1800, 1800", "-500, 3600"})
    void forget_an_act_after_an_hour(long ago, long seconds) {
        assertThat(HourlyRates.secondsUntilForgotten(NOW.minusSeconds(ago), NOW))
                .isEqualTo(seconds);
        assertThat(HourlyRates.secondsUntilForgotten(NOW.minusSeconds(ago).plusMillis(1), NOW))
                .isBetween(seconds, seconds + 1);
    }

    @Test
    void count_what_the_trail_has_and_no_denial_or_end() {
        for (RatedAct act : RatedAct.values()) {
            assertThat(act.actions())
                    .isNotEmpty()
                    .doesNotContain(new TrailAction("ENDED"), TrailAction.REFUSED, new TrailAction("STARTED"));
        }
        assertThat(HourlyRates.since(NOW)).isEqualTo(NOW.minusSeconds(3_600));
    }
}

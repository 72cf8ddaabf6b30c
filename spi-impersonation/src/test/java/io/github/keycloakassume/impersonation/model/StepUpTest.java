package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The login of an impersonator")
final class StepUpTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Map<String, Integer> CLASSES = Map.of("silver", 1, "gold", 2);

    @Test
    void does_whatever_it_is_where_nothing_is_required() {
        assertThat(StepUp.NONE.isMetBy(login(null), NOW)).isTrue();
    }

    @Test
    void does_up_to_its_maximum_age_to_the_second() {
        StepUp stepUp = new StepUp(Duration.ofMinutes(5), null);

        assertThat(stepUp.isMetBy(login(NOW.minusSeconds(300)), NOW.plusMillis(999)))
                .isTrue();
        assertThat(stepUp.isMetBy(login(NOW.minusSeconds(301)), NOW)).isFalse();
    }

    @Test
    void is_too_old_when_its_time_is_unknown() {
        assertThat(new StepUp(Duration.ofDays(1), null).isMetBy(login(null), NOW))
                .isFalse();
    }

    /**
     * Required class and age in seconds (0: any) × seconds since the last login × level, seconds since it and the flow's own
     * maximum age for it, as {@code level:age:max}, "-" where the flow has none.
     */
    @ParameterizedTest
    @CsvSource({
        "gold,   0,  0, 2:0:-,             true",
        "gold,   0,  0, 1:0:-,             false",
        "silver, 0,  0, 2:0:-,             true",
        "gold,  10,  0, 2:0:-,             true",
        "gold,  10,  0, 1:0:- 2:12:-,      false",
        "gold,  10,  0, 1:0:60 2:12:60,    false",
        "silver, 10, 0, 1:0:60 2:12:60,    true",
        "gold,  12,  0, 1:0:60 2:12:60,    true",
        "gold,  10,  0, 1:400:3600 2:5:60, true",
        "gold,  10,  0, 1:400:300 2:5:60,  false",
        "gold,  10,  0, 1:0:60 2:5:3,      false",
        "gold,  10,  0, 1:0:60 2:0:0,      true",
        "gold,  10,  0, 1:0:60 2:1:0,      false",
        "gold,   0,  0, 1:0:60 2:61:60,    false",
        "gold,   0,  0, 1:0:60 2:60:60,    true",
        "gold,  10, 11, 1:11:60 2:0:60,    false",
        "silver, 0,  0, '',                false",
        "platinum, 0, 0, 2:0:-,            false",
        "0,      0,  0, '',                true",
        "0,     10, 11, '',                false",
    })
    void counts_each_level_with_its_own_time_at_most_the_settings_and_the_flows_age(
            String acr, long maxAge, long sinceLogin, String levels, boolean isMet) {
        StepUp stepUp = new StepUp(maxAge == 0 ? null : Duration.ofSeconds(maxAge), acr);

        assertThat(stepUp.isMetBy(login(NOW.minusSeconds(sinceLogin), levels(levels)), NOW))
                .isEqualTo(isMet);
    }

    @Test
    void reaches_no_level_when_its_time_is_unknown() {
        assertThat(new StepUp(Duration.ofSeconds(10), "gold").isMetBy(login(null, levels("2:0:-")), NOW))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 31_536_001, Long.MAX_VALUE})
    void has_a_maximum_age_of_a_second_to_a_year(long seconds) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new StepUp(Duration.ofSeconds(seconds), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void reaches_no_class_without_a_name(String acr) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new StepUp(null, acr));
    }

    private static ReachedLevel[] levels(String written) {
        return Stream.of(written.split(" "))
                .filter(level -> !level.isEmpty())
                .map(level -> level.split(":"))
                .map(level -> new ReachedLevel(
                        Integer.parseInt(level[0]),
                        NOW.minusSeconds(Long.parseLong(level[1])),
                        level[2].equals("-") ? null : Duration.ofSeconds(Long.parseLong(level[2]))))
                .toArray(ReachedLevel[]::new);
    }

    private static StepUp.Login login(@Nullable Instant authenticatedAt, ReachedLevel... levels) {
        return new StepUp.Login() {
            @Override
            public @Nullable Instant authenticatedAt() {
                return authenticatedAt;
            }

            @Override
            public @Nullable Integer levelOf(String authenticationContextClass) {
                return authenticationContextClass.equals("0")
                        ? Integer.valueOf(0)
                        : CLASSES.get(authenticationContextClass);
            }

            @Override
            public List<ReachedLevel> levels() {
                return List.of(levels);
            }
        };
    }
}

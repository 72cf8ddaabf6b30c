package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The login of an impersonator")
final class StepUpTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void does_whatever_it_is_where_nothing_is_required() {
        assertThat(StepUp.NONE.isMetBy(login(null, ""), NOW)).isTrue();
    }

    @Test
    void does_up_to_its_maximum_age_to_the_second() {
        StepUp stepUp = new StepUp(Duration.ofMinutes(5), null);

        assertThat(stepUp.isMetBy(login(NOW.minusSeconds(300), ""), NOW)).isTrue();
        assertThat(stepUp.isMetBy(login(NOW.minusSeconds(301), ""), NOW)).isFalse();
    }

    @Test
    void is_too_old_when_nobody_knows_when_it_was() {
        assertThat(new StepUp(Duration.ofDays(1), null).isMetBy(login(null, ""), NOW))
                .isFalse();
    }

    @Test
    void must_reach_the_required_class_and_be_recent_where_both_are_required() {
        StepUp stepUp = new StepUp(Duration.ofMinutes(5), "gold");

        assertThat(stepUp.isMetBy(login(NOW, "gold"), NOW)).isTrue();
        assertThat(stepUp.isMetBy(login(NOW, "silver"), NOW)).isFalse();
        assertThat(stepUp.isMetBy(login(NOW.minusSeconds(301), "gold"), NOW)).isFalse();
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

    private static StepUp.Login login(@Nullable Instant authenticatedAt, String reached) {
        return new StepUp.Login() {
            @Override
            public @Nullable Instant authenticatedAt() {
                return authenticatedAt;
            }

            @Override
            public boolean reaches(String authenticationContextClass) {
                return reached.equals(authenticationContextClass);
            }
        };
    }
}

package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Impersonation settings")
final class ImpersonationSettingsTest {

    private final ImpersonationSettings settings = ImpersonationSettings.defaults();

    @Test
    void give_half_an_hour_when_nobody_says_otherwise() {
        assertThat(settings.lifespan(null)).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3600})
    void allow_a_second_to_an_hour(long seconds) {
        assertThat(settings.lifespan(seconds)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 3601, Long.MAX_VALUE})
    void refuse_any_other_lifespan_and_say_the_bounds(long seconds) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> settings.lifespan(seconds))
                .satisfies(refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.LIFESPAN_OUT_OF_RANGE);
                    assertThat(refused.params()).containsExactly(1, 3600L);
                });
    }

    @Test
    void fail_at_once_when_access_tokens_would_live_longer_than_five_minutes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImpersonationSettings(
                        Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofSeconds(301)));
    }

    @Test
    void fail_at_once_when_the_longest_is_shorter_than_the_default() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImpersonationSettings(
                        Duration.ofMinutes(30), Duration.ofMinutes(29), Duration.ofMinutes(1)));
    }
}

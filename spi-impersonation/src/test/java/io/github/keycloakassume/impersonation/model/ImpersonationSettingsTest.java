package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Impersonation settings")
final class ImpersonationSettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

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
                    assertThat(refused.refusal()).isEqualTo(ImpersonationRefusal.LIFESPAN_OUT_OF_RANGE);
                    assertThat(refused.params()).containsExactly(1, 3600L);
                });
    }

    @ParameterizedTest(name = "{3}: default {0} s, longest {1} s, access tokens {2} s")
    @CsvSource({
        "1800, 3600, 301, accessTokenLifespan",
        "1800, 3600, 0, accessTokenLifespan",
        "0, 3600, 60, defaultLifespan",
        "1800, 1799, 60, longestLifespan",
        "1800, 2678401, 60, longestLifespan",
    })
    void are_refused_out_of_range_and_say_which(long standard, long longest, long accessToken, String field) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> settings(standard, longest, accessToken))
                .satisfies(refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.SETTING_INVALID);
                    assertThat(refused.params()).containsExactly(field);
                });
    }

    @Test
    void give_full_mode_unless_the_realm_or_the_caller_says_otherwise() {
        assertThat(settings.mode(null)).isEqualTo(Mode.FULL);
        assertThat(settings.mode("read-only")).isEqualTo(Mode.READ_ONLY);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> settings.mode("some"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P29D", "P-1D", "P3661D", "P1DT1S", "PT23H"})
    void keep_the_trail_for_a_month_to_ten_years(String retention) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> withRetention(Duration.parse(retention)))
                .satisfies(refused -> assertThat(refused.params()).containsExactly("trailRetentionDays"));
    }

    @Test
    void know_since_when_the_trail_is_kept() {
        assertThat(withRetention(Duration.ofDays(30)).trailKeptSince(NOW))
                .isEqualTo(Instant.parse("2026-10-22T12:00:00Z"));
    }

    @Test
    void say_what_was_changed_and_nothing_else() {
        assertThat(withRetention(Duration.ofDays(30)).changesFrom(settings))
                .isEqualTo("trailRetention: PT9600H → PT720H");
        assertThat(settings.changesFrom(settings)).isEmpty();
    }

    @Test
    void let_an_impersonation_last_longer_within_the_longest_lifespan() {
        assertThat(settings.extendedEnd(running(), NOW.plusSeconds(600), 3000L)).isEqualTo(NOW.plusSeconds(3600));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, 1200, 3001, Long.MAX_VALUE})
    void do_not_let_it_end_sooner_or_after_the_longest_lifespan(long seconds) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> settings.extendedEnd(running(), NOW.plusSeconds(600), seconds))
                .satisfies(refused -> assertThat(refused.params()).containsExactly(1201L, 3000L));
    }

    @Test
    void name_fifty_brokers_at_most_and_forget_one_that_is_gone() {
        Set<String> fifty = IntStream.range(0, 50).mapToObj(Integer::toString).collect(Collectors.toSet());
        Set<String> more = IntStream.range(0, 51).mapToObj(Integer::toString).collect(Collectors.toSet());

        ImpersonationSettings settings = trusting(fifty);

        assertThat(settings.withoutClient("49").trustedBrokers()).hasSize(49).doesNotContain("49");
        assertThat(settings.withoutClient("another")).isEqualTo(settings);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> trusting(more))
                .satisfies(refused -> assertThat(refused.params()).containsExactly("trustedBrokers"));
    }

    private static ImpersonationSettings trusting(Set<String> brokers) {
        ImpersonationSettings settings = ImpersonationSettings.defaults();
        return new ImpersonationSettings(
                settings.defaultLifespan(),
                settings.longestLifespan(),
                settings.accessTokenLifespan(),
                settings.defaultMode(),
                settings.accountability(),
                settings.stepUp(),
                settings.notifications(),
                settings.stock(),
                settings.trailRetention(),
                brokers,
                settings.onBehalfOf());
    }

    private static ImpersonationSettings settings(long standard, long longest, long accessToken) {
        return new ImpersonationSettings(
                Duration.ofSeconds(standard),
                Duration.ofSeconds(longest),
                Duration.ofSeconds(accessToken),
                Mode.FULL,
                Accountability.REASON,
                StepUp.NONE,
                new Notifications(Notify.NEVER, Notify.BOTH),
                StockImpersonation.ADOPT,
                Duration.ofDays(400),
                Set.of(),
                OnBehalfOfRules.defaults());
    }

    private static ImpersonationSettings withRetention(Duration retention) {
        ImpersonationSettings settings = ImpersonationSettings.defaults();
        return new ImpersonationSettings(
                settings.defaultLifespan(),
                settings.longestLifespan(),
                settings.accessTokenLifespan(),
                settings.defaultMode(),
                settings.accountability(),
                settings.stepUp(),
                settings.notifications(),
                settings.stock(),
                retention,
                settings.trustedBrokers(),
                settings.onBehalfOf());
    }

    private static Impersonation running() {
        return new Impersonation(
                "id",
                "realm",
                new Person("realm", "agent-id", "agent"),
                new Person("realm", "alice-id", "alice"),
                Mode.FULL,
                null,
                new Reason("ticket 42"),
                null,
                "https://app.example/",
                NOW,
                NOW.plusSeconds(1800),
                new Impersonation.Start(NOW, "session", "own-session", "hash", null),
                null);
    }
}

package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The mark of an impersonated session")
final class ImpersonationMarkTest {

    private static final Instant END = Instant.ofEpochSecond(1_790_000_000L);
    private static final Instant NOW = END.minusSeconds(1_000);
    private static final String ISSUER = "https://kc.example/realms/acme";
    private static final Impersonation STARTED = new Impersonation(
                    "an-id",
                    "realm",
                    new Person("realm", "agent-id", "agent"),
                    new Person("realm", "alice-id", "alice"),
                    Mode.FULL,
                    null,
                    null,
                    null,
                    "https://app.example/",
                    NOW,
                    END.plusMillis(7),
                    null,
                    null)
            .started(new Impersonation.Start(NOW, "session", "agent-session", "hash", ISSUER));
    private static final ImpersonationMark MARK = ImpersonationMark.of(STARTED, ISSUER);

    @Test
    void says_what_the_record_says_to_the_second() {
        assertThat(MARK)
                .isEqualTo(new ImpersonationMark(
                        "an-id",
                        Mode.FULL,
                        null,
                        END,
                        new Actor(new Person("realm", "agent-id", "agent"), ISSUER),
                        "agent-session",
                        "hash",
                        Via.BROWSER));
    }

    @Test
    void is_over_as_soon_as_the_record_has_ended() {
        ImpersonationMark ended = ImpersonationMark.of(STARTED.ended(NOW.plusSeconds(9), EndCause.REVOKED), ISSUER);

        assertThat(ended.isOver(NOW.plusSeconds(9))).isTrue();
        assertThat(ended.capExpiry(null, NOW.plusSeconds(10), null)).isLessThan(NOW.getEpochSecond() + 10);
    }

    @Test
    void lasts_no_longer_than_its_time_box_when_its_end_is_noted_late() {
        assertThat(ImpersonationMark.of(STARTED.ended(END.plusSeconds(9), EndCause.TIME_OVER), ISSUER)
                        .endsAt())
                .isEqualTo(END);
    }

    @Test
    void is_of_no_impersonation_that_has_not_started() {
        Impersonation pending = new Impersonation(
                "an-id",
                "realm",
                STARTED.impersonator(),
                STARTED.subject(),
                Mode.FULL,
                null,
                null,
                null,
                "https://app.example/",
                NOW,
                END,
                null,
                null);

        assertThatIllegalArgumentException().isThrownBy(() -> ImpersonationMark.of(pending, ISSUER));
    }

    @Test
    void offers_no_way_back_once_that_has_been_used() {
        assertThat(ImpersonationMark.of(STARTED.withoutWayBack(), ISSUER).revertSecretHash())
                .isNull();
    }

    @Test
    void makes_the_claims_of_the_contract() {
        assertThat(MARK.actor().actClaim())
                .containsExactly(
                        Map.entry("sub", "agent-id"),
                        Map.entry("iss", "https://kc.example/realms/acme"),
                        Map.entry("preferred_username", "agent"),
                        Map.entry("sub_profile", "user"));
        assertThat(MARK.impersonationClaim())
                .containsExactly(Map.entry("id", "an-id"), Map.entry("mode", "full"), Map.entry("exp", 1_790_000_000L));
    }

    @Nested
    @DisplayName("caps the expiry of a token")
    final class Cap {

        @ParameterizedTest(name = "Keycloak says {0}, lifespan {1}: {2}")
        @CsvSource(
                nullValues = "none",
                value = {
                    "1789999500, none, 1789999500",
                    "1790003600, none, 1789999999",
                    "none, none, 1789999999",
                    "0, none, 1789999999",
                    "1789999300, 60, 1789999060",
                    "1789999030, 60, 1789999030",
                    "1790003600, 3600, 1789999999",
                })
        void never_past_the_end_and_never_longer_than_its_lifespan(
                @Nullable Long expiry, @Nullable Integer lifespan, long capped) {
            Duration longest = lifespan == null ? null : Duration.ofSeconds(lifespan);

            assertThat(MARK.capExpiry(expiry, NOW, longest)).isEqualTo(capped);
        }
    }

    @Test
    void is_over_at_the_end_to_the_second() {
        assertThat(MARK.isOver(END.minusSeconds(1))).isFalse();
        assertThat(MARK.isOver(END)).isTrue();
    }
}

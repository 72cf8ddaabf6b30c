package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
    private static final ImpersonationMark MARK = new ImpersonationMark(
            "an-id",
            Mode.FULL,
            null,
            END,
            new Actor(new Person("realm", "agent-id", "agent"), "https://kc.example/realms/acme"),
            "agent-session",
            "hash");

    @Test
    void survives_the_way_through_session_notes() {
        assertThat(ImpersonationMark.in(MARK.toNotes()::get)).contains(MARK);
    }

    @Test
    void is_absent_from_other_sessions() {
        assertThat(ImpersonationMark.in(note -> null)).isEmpty();
    }

    @Test
    void is_refused_when_only_a_part_of_it_is_there() {
        for (String missing : MARK.toNotes().keySet()) {
            Map<String, String> notes = new HashMap<>(MARK.toNotes());
            notes.remove(missing);
            if (!missing.equals("assume.impersonation")) {
                assertThatIllegalStateException().isThrownBy(() -> ImpersonationMark.in(notes::get));
            }
        }
    }

    @Test
    void makes_the_claims_of_the_contract() {
        assertThat(MARK.actor().actClaim())
                .containsExactly(
                        Map.entry("sub", "agent-id"),
                        Map.entry("iss", "https://kc.example/realms/acme"),
                        Map.entry("preferred_username", "agent"));
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

package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An impersonation")
final class ImpersonationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(1800);

    @Test
    void is_pending_until_it_starts() {
        assertThat(pending(END).state(NOW)).isEqualTo(Impersonation.State.PENDING);
    }

    @Test
    void is_active_once_started() {
        Impersonation started = pending(END).started(NOW.plusSeconds(5), "session");

        assertThat(started.state(NOW.plusSeconds(6))).isEqualTo(Impersonation.State.ACTIVE);
        assertThat(started.userSessionId()).isEqualTo("session");
    }

    @Test
    void is_over_at_its_end_to_the_second_whether_or_not_anybody_noted_it() {
        Impersonation started = pending(END).started(NOW, "session");

        assertThat(started.state(END.minusSeconds(1))).isEqualTo(Impersonation.State.ACTIVE);
        assertThat(started.state(END)).isEqualTo(Impersonation.State.ENDED);
    }

    @Test
    void starts_once() {
        Impersonation started = pending(END).started(NOW, "session");

        assertThatIllegalStateException().isThrownBy(() -> started.started(NOW, "another"));
    }

    @Test
    void does_not_start_after_its_end() {
        assertThatIllegalStateException().isThrownBy(() -> pending(END).started(END, "session"));
    }

    @Test
    void keeps_its_first_end() {
        Impersonation ended = pending(END).started(NOW, "session").ended(NOW.plusSeconds(9), EndCause.REVERTED);

        Impersonation again = ended.ended(NOW.plusSeconds(99), EndCause.TIME_OVER);

        assertThat(again).isEqualTo(ended);
        assertThat(again.state(NOW.plusSeconds(10))).isEqualTo(Impersonation.State.ENDED);
    }

    @Test
    void cannot_end_before_it_was_asked_for() {
        assertThatIllegalArgumentException().isThrownBy(() -> pending(NOW));
    }

    private static Impersonation pending(Instant endsAt) {
        return new Impersonation(
                "id",
                "realm",
                new Person("realm", "agent-id", "agent"),
                new Person("realm", "alice-id", "alice"),
                Mode.FULL,
                new Reason("ticket 42"),
                null,
                "https://app.example/",
                NOW,
                endsAt,
                null,
                null,
                null,
                null);
    }
}

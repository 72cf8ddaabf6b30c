package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Secrets;
import java.time.Duration;
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
        Impersonation started = pending(END).started(start(NOW.plusSeconds(5)));

        assertThat(started.state(NOW.plusSeconds(6))).isEqualTo(Impersonation.State.ACTIVE);
        assertThat(started.start()).isEqualTo(start(NOW.plusSeconds(5)));
    }

    @Test
    void is_over_at_its_end_to_the_second_whether_or_not_anybody_noted_it() {
        Impersonation started = pending(END).started(start(NOW));

        assertThat(started.state(END.minusSeconds(1))).isEqualTo(Impersonation.State.ACTIVE);
        assertThat(started.state(END)).isEqualTo(Impersonation.State.ENDED);
    }

    @Test
    void starts_once() {
        Impersonation started = pending(END).started(start(NOW));

        assertThatIllegalStateException().isThrownBy(() -> started.started(start(NOW)));
    }

    @Test
    void does_not_start_after_its_end() {
        assertThatIllegalStateException().isThrownBy(() -> pending(END).started(start(END)));
    }

    @Test
    void keeps_its_first_end() {
        Impersonation ended = pending(END).started(start(NOW)).ended(NOW.plusSeconds(9), EndCause.REVERTED);

        Impersonation again = ended.ended(NOW.plusSeconds(99), EndCause.TIME_OVER);

        assertThat(again).isEqualTo(ended);
        assertThat(again.state(NOW.plusSeconds(10))).isEqualTo(Impersonation.State.ENDED);
    }

    @Test
    void lasts_longer_when_extended() {
        Impersonation extended = pending(END).started(start(NOW)).extended(NOW.plusSeconds(9), END.plusSeconds(60));

        assertThat(extended.state(END)).isEqualTo(Impersonation.State.ACTIVE);
        assertThat(extended.state(END.plusSeconds(60))).isEqualTo(Impersonation.State.ENDED);
    }

    @Test
    void is_not_extended_before_its_start_nor_after_its_end() {
        assertThatIllegalStateException().isThrownBy(() -> pending(END).extended(NOW, END.plusSeconds(1)));
        assertThatIllegalStateException()
                .isThrownBy(() -> pending(END).started(start(NOW)).extended(END, END.plusSeconds(1)));
    }

    @Test
    void is_not_shortened_by_an_extension() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pending(END).started(start(NOW)).extended(NOW, END));
    }

    @Test
    void is_from_the_session_and_the_person_that_started_it_alone() {
        Impersonation started = pending(END).started(start(NOW));

        assertThat(started.isFrom("realm", "agent-id", "own-session")).isTrue();
        assertThat(started.isFrom("realm", "agent-id", "session")).isFalse();
        assertThat(started.isFrom("realm", "alice-id", "own-session")).isFalse();
        assertThat(started.isFrom("master", "agent-id", "own-session")).isFalse();
        assertThat(pending(END).isFrom("realm", "agent-id", "own-session")).isFalse();
    }

    @Test
    void opens_the_way_back_to_its_secret_until_a_minute_after_that_was_used() {
        Impersonation ended = pending(END).started(start(NOW)).ended(END, EndCause.TIME_OVER);
        Impersonation used = ended.wayBackUsed(END);

        assertThat(ended.opensWayBack("secret", END.plus(Duration.ofDays(9)))).isTrue();
        assertThat(ended.opensWayBack("another", END)).isFalse();
        assertThat(used.opensWayBack("secret", END.plusSeconds(59))).isTrue();
        assertThat(used.opensWayBack("secret", END.plusSeconds(60))).isFalse();
    }

    @Test
    void does_not_open_the_way_back_for_longer_by_a_further_use_nor_after_it_was_closed() {
        Impersonation used =
                pending(END).started(start(NOW)).ended(END, EndCause.REVERTED).wayBackUsed(END);

        assertThat(used.wayBackUsed(END.plusSeconds(59))).isEqualTo(used);
        assertThat(used.withoutWayBack().opensWayBack("secret", END)).isFalse();
        assertThat(pending(END).wayBackUsed(NOW)).isEqualTo(pending(END));
    }

    @Test
    void has_begun_before_a_moment_of_a_later_second() {
        Impersonation started = pending(END).started(start(NOW));

        assertThat(started.hasBegunBefore(NOW.plusSeconds(1))).isTrue();
        assertThat(started.hasBegunBefore(NOW)).isFalse();
        assertThat(pending(END).hasBegunBefore(END)).isFalse();
    }

    @Test
    void has_returned_as_long_as_that_may_be_repeated() {
        Impersonation used =
                pending(END).started(start(NOW)).ended(END, EndCause.REVERTED).wayBackUsed(END);

        assertThat(used.hasReturned(END.plusSeconds(59))).isTrue();
        assertThat(used.hasReturned(END.plusSeconds(60))).isFalse();
        assertThat(used.withoutWayBack().hasReturned(END)).isFalse();
    }

    @Test
    void runs_in_a_browser_from_its_start_to_its_end() {
        Impersonation started = pending(END).started(start(NOW));

        assertThat(pending(END).runsInBrowser()).isFalse();
        assertThat(started.runsInBrowser()).isTrue();
        assertThat(started.withoutWayBack().runsInBrowser()).isFalse();
        assertThat(started.ended(END, EndCause.REVERTED).runsInBrowser()).isFalse();
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
                null,
                new Reason("ticket 42"),
                null,
                "https://app.example/",
                NOW,
                endsAt,
                null,
                null);
    }

    private static Impersonation.Start start(Instant at) {
        return new Impersonation.Start(at, "session", "own-session", Secrets.hash("secret"), null);
    }
}

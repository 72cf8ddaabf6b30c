package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A mail")
final class MailDeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final MailDelivery queued = MailDelivery.queued(NOW);

    @Test
    void is_due_as_soon_as_it_is_queued() {
        assertThat(queued.isDue(NOW)).isTrue();
        assertThat(queued.isDue(NOW.minusMillis(1))).isFalse();
    }

    @Test
    void is_nobody_elses_while_it_is_being_sent() {
        MailDelivery sending = queued.begun(NOW);

        assertThat(sending.isDue(NOW.plus(Duration.ofDays(2)))).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> sending.begun(NOW.plus(Duration.ofDays(2))));
    }

    @Test
    void that_is_sent_is_never_sent_again() {
        MailDelivery sent = queued.begun(NOW).after(MailOutcome.SENT, NOW);

        assertThat(sent.state()).isEqualTo(MailState.SENT);
        assertThat(sent.isDue(NOW.plus(Duration.ofDays(30)))).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> sent.after(MailOutcome.NOT_SENT, NOW));
    }

    @Test
    void that_may_have_left_is_not_sent_again() {
        MailDelivery uncertain = queued.begun(NOW).after(MailOutcome.PERHAPS_SENT, NOW);

        assertThat(uncertain.state()).isEqualTo(MailState.UNCERTAIN);
        assertThat(uncertain.isDue(NOW.plus(Duration.ofDays(30)))).isFalse();
    }

    @Test
    void that_could_not_be_sent_is_tried_again_later_and_later_for_a_day() {
        List<Duration> waits = new ArrayList<>();
        Instant now = NOW;
        MailDelivery mail = queued;
        while (mail.state() == MailState.QUEUED) {
            mail = mail.begun(now).after(MailOutcome.NOT_SENT, now);
            waits.add(Duration.between(now, mail.nextAt()));
            now = mail.nextAt();
        }

        assertThat(waits.subList(0, waits.size() - 1))
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ofHours(6),
                        Duration.ofHours(6));
        assertThat(mail.state()).isEqualTo(MailState.FAILED);
        assertThat(mail.attempts()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "SENT, SENT",
        "NOT_SENT, QUEUED",
        "PERHAPS_SENT, UNCERTAIN",
        "NO_RECIPIENT, DROPPED",
        "RECIPIENT_DISABLED, DROPPED",
        "NO_ADDRESS, DROPPED",
        "REALM_DISABLED, DROPPED",
        "NO_MAIL_SERVER, DROPPED"
    })
    void stands_where_the_attempt_has_left_it(MailOutcome outcome, MailState state) {
        MailDelivery after = queued.begun(NOW).after(outcome, NOW);

        assertThat(after.state()).isEqualTo(state);
        assertThat(after.outcome()).isEqualTo(outcome);
        assertThat(after.state().isFinal()).isEqualTo(state != MailState.QUEUED);
    }

    @Test
    void is_remembered_for_a_week_once_it_is_over() {
        assertThat(queued.begun(NOW).after(MailOutcome.SENT, NOW).nextAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void has_not_been_tried_less_than_never() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new MailDelivery(MailState.QUEUED, -1, NOW, NOW, null));
    }
}

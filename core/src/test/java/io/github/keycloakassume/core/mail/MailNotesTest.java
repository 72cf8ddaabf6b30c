package io.github.keycloakassume.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.MailDelivery;
import io.github.keycloakassume.core.model.MailMessage;
import io.github.keycloakassume.core.model.MailOutcome;
import io.github.keycloakassume.core.model.MailState;
import io.github.keycloakassume.core.model.OutboxMail;
import io.github.keycloakassume.core.schedule.WarningsOf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What came of a mail")
final class MailNotesTest {

    private static final Instant BEGUN = Instant.parse("2026-11-27T10:00:00Z");

    private final WarningsOf log = new WarningsOf(MailLog.class);
    private final List<MailState> written = new ArrayList<>();
    private boolean databaseIsAway;
    private Instant now = BEGUN;

    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final MailNotes notes = new MailNotes(
            (mail, after) -> {
                if (databaseIsAway) {
                    throw new IllegalStateException("no database");
                }
                return written.add(after.state());
            },
            new MailLog(realm -> "acme (" + realm + ")", (realm, user) -> "alice (" + user + ")"),
            clock);

    private final OutboxMail mail = new OutboxMail(
            "mail-1",
            new MailMessage("realm-1", "alice-1", "assume-started", Map.of(), Map.of()),
            null,
            MailDelivery.queued(BEGUN).begun(BEGUN));

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    @Test
    void is_written_down_at_once() {
        note(MailOutcome.SENT);

        assertThat(written).containsExactly(MailState.SENT);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void is_kept_while_the_database_is_away_and_written_down_once_when_it_is_back() {
        databaseIsAway = true;
        note(MailOutcome.SENT);
        notes.tryAgain();
        assertThat(written).isEmpty();

        databaseIsAway = false;
        notes.tryAgain();
        notes.tryAgain();

        assertThat(written).containsExactly(MailState.SENT);
    }

    @Test
    void is_said_to_be_kept_once() {
        databaseIsAway = true;

        note(MailOutcome.SENT);
        notes.tryAgain();

        assertThat(log.all())
                .containsExactly("ASSUME-205 What came of mail mail-1 (assume-started) to user alice (alice-1) of realm"
                        + " acme (realm-1), attempt 1, could not be written down (sent): java.lang.IllegalStateException:"
                        + " no database. That is tried again every 5 seconds until 2026-11-27T11:00:00Z; the mail itself"
                        + " is not sent a second time.");
    }

    @Test
    void is_given_up_once_other_nodes_take_the_mail_for_lost() {
        databaseIsAway = true;
        note(MailOutcome.SENT);
        now = BEGUN.plus(Duration.ofHours(1));
        notes.tryAgain();

        databaseIsAway = false;
        notes.tryAgain();

        assertThat(written).isEmpty();
    }

    @Test
    void is_told_with_the_next_attempt_and_what_the_mail_server_said() {
        notes.note(
                mail,
                mail.delivery().after(MailOutcome.NOT_SENT, now),
                new Exception("Failed to send", new Exception("451 greylisted,\n try again")));

        assertThat(log.all())
                .containsExactly(
                        "ASSUME-201 Mail mail-1 (assume-started) to user alice (alice-1) of realm acme (realm-1) was"
                                + " not sent, attempt 1: not-sent, java.lang.Exception: 451 greylisted,  try again. The next"
                                + " attempt is at 2026-11-27T10:00:30Z.");
    }

    private void note(MailOutcome outcome) {
        notes.note(mail, mail.delivery().after(outcome, now), null);
    }
}

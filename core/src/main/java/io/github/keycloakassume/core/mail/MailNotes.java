package io.github.keycloakassume.core.mail;

import io.github.keycloakassume.core.model.MailDelivery;
import io.github.keycloakassume.core.model.OutboxMail;
import io.github.keycloakassume.core.schedule.Attempt;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what came of the mails that this node has sent. While that cannot be written, because the database is away,
 * it is kept in memory and tried again, as long as no other node takes the mail for lost. There are never more of them than
 * this node sends at a time: without a database none is taken.
 */
final class MailNotes {

    private final BiPredicate<OutboxMail, MailDelivery> book;
    private final MailLog log;
    private final Clock clock;
    private final Queue<Note> kept = new ConcurrentLinkedQueue<>();

    /**
     * Without notes.
     *
     * @param book writes a mail's new state, and says whether the mail was still where it had been
     */
    MailNotes(BiPredicate<OutboxMail, MailDelivery> book, MailLog log, Clock clock) {
        this.book = book;
        this.log = log;
        this.clock = clock;
    }

    private record Note(
            OutboxMail mail, MailDelivery after, @Nullable Throwable failure) {}

    /**
     * Writes it down, now or later.
     *
     * @param mail the mail as it was while it was sent
     * @param failure why it was not sent, null when it was
     */
    void note(OutboxMail mail, MailDelivery after, @Nullable Throwable failure) {
        Note note = new Note(mail, after, failure);
        Attempt.at(() -> write(note), e -> {
            kept.add(note);
            log.notNoted(mail, after, e);
        });
    }

    /** Tries again what could not be written. */
    void tryAgain() {
        for (int left = kept.size(); left > 0; left--) {
            Note note = kept.remove();
            if (clock.instant().isBefore(note.mail().delivery().nextAt())) {
                Attempt.at(() -> write(note), e -> kept.add(note));
            }
        }
    }

    private void write(Note note) {
        if (book.test(note.mail(), note.after())) {
            log.noted(note.mail(), note.after(), note.failure());
        }
    }
}

package io.github.keycloakassume.core.mail;

import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.keycloak.UserMail;
import io.github.keycloakassume.core.keycloak.UserMail.Result;
import io.github.keycloakassume.core.model.MailDelivery;
import io.github.keycloakassume.core.model.MailOutcome;
import io.github.keycloakassume.core.model.OutboxMail;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.store.OutboxStore;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * One attempt to send one mail: it is taken, sent and marked, in three transactions, so that the mail server is waited for
 * with no lock held, and a node that dies in between leaves a mail that no other sends a second time.
 */
final class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final OwnTransaction transaction;
    private final MailNotes notes;
    private final MailLog log;
    private final Clock clock;

    Delivery(OwnTransaction transaction, MailNotes notes, MailLog log, Clock clock) {
        this.transaction = transaction;
        this.notes = notes;
        this.log = log;
        this.clock = clock;
    }

    /** Sends it, if it is still due and nobody else has taken it. */
    void deliver(String id) {
        AtomicReference<@Nullable OutboxMail> taken = new AtomicReference<>();
        Attempt.at(
                () -> taken.set(transaction.call(session -> take(session, id)).orElse(null)), e -> log.notTaken(id, e));
        OutboxMail mail = taken.get();
        if (mail != null) {
            Result result = send(mail);
            notes.note(mail, mail.delivery().after(result.outcome(), clock.instant()), result.failure());
        }
    }

    private Optional<OutboxMail> take(KeycloakSession session, String id) {
        OutboxStore store = new OutboxStore(session);
        return store.find(id)
                .filter(mail -> mail.delivery().isDue(clock.instant()))
                .flatMap(mail -> move(store, mail, mail.delivery().begun(clock.instant())));
    }

    private static Optional<OutboxMail> move(OutboxStore store, OutboxMail mail, MailDelivery to) {
        return store.move(mail, to) ? Optional.of(mail.at(to)) : Optional.empty();
    }

    private Result send(OutboxMail mail) {
        AtomicReference<@Nullable Result> result = new AtomicReference<>();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Attempt.at(
                () -> transaction.run(
                        session -> result.set(new UserMail(session).send(mail.message(), mail.serverUrl()))),
                e -> {
                    failure.set(e);
                    LOG.debugf(e, "The transaction of the attempt to send mail %s has failed", mail.id());
                });
        // After the mail has left as before: a transaction that has only read may fail too.
        return Objects.requireNonNullElseGet(result.get(), () -> new Result(MailOutcome.NOT_SENT, failure.get()));
    }
}

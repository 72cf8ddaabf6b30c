package io.github.keycloakassume.impersonation.mail;

import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.keycloak.UserMail;
import io.github.keycloakassume.impersonation.model.MailDelivery;
import io.github.keycloakassume.impersonation.model.MailOutcome;
import io.github.keycloakassume.impersonation.model.MailState;
import io.github.keycloakassume.impersonation.model.OutboxMail;
import io.github.keycloakassume.impersonation.store.OutboxStore;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * One attempt to send one mail: it is taken, sent and marked, in three transactions, so that the mail server is waited for
 * with no lock held, and whoever dies in between leaves a mail that nobody sends a second time.
 */
final class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final OwnTransaction transaction;
    private final Clock clock;

    Delivery(OwnTransaction transaction, Clock clock) {
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Sends it, if it is still due and nobody else has taken it. */
    void deliver(String id) {
        transaction.call(session -> take(session, id)).ifPresent(taken -> mark(taken, send(taken)));
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

    private MailOutcome send(OutboxMail mail) {
        AtomicReference<@Nullable MailOutcome> outcome = new AtomicReference<>();
        try {
            transaction.run(session -> outcome.set(new UserMail(session).send(mail.message(), mail.serverUrl())));
        } catch (RuntimeException e) {
            // After the mail has left as before: a transaction that has only read may fail too.
            LOG.warnf(e, "Mail %s: the attempt to send it has failed", mail.id());
        }
        return Objects.requireNonNullElse(outcome.get(), MailOutcome.NOT_SENT);
    }

    private void mark(OutboxMail mail, MailOutcome outcome) {
        MailDelivery after = mail.delivery().after(outcome, clock.instant());
        boolean moved = transaction.call(session -> new OutboxStore(session).move(mail, after));
        if (moved) {
            log(mail, after, outcome);
        }
    }

    private static void log(OutboxMail mail, MailDelivery after, MailOutcome outcome) {
        Logger.Level level = after.state() == MailState.SENT || after.state() == MailState.DROPPED
                ? Logger.Level.DEBUG
                : Logger.Level.WARN;
        LOG.logf(
                level,
                "Mail %s (%s) to user %s of realm %s: %s after attempt %d (%s)",
                mail.id(),
                mail.message().template(),
                mail.message().recipientId(),
                mail.message().realmId(),
                after.state(),
                after.attempts(),
                outcome.wireName());
    }
}

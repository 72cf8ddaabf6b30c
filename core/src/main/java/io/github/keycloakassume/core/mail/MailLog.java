package io.github.keycloakassume.core.mail;

import io.github.keycloakassume.core.model.MailDelivery;
import io.github.keycloakassume.core.model.MailOutcome;
import io.github.keycloakassume.core.model.OutboxMail;
import io.github.keycloakassume.core.schedule.CoreLine;
import io.github.keycloakassume.core.schedule.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells those who run the server what became of mails that did not simply arrive. */
final class MailLog {

    private static final Logger LOG = Logger.getLogger(MailLog.class);

    private final UnaryOperator<String> realms;
    private final BinaryOperator<String> users;

    /**
     * Calls realms and users so.
     *
     * @param realms from the realm's id
     * @param users from the realm's id and the user's
     */
    MailLog(UnaryOperator<String> realms, BinaryOperator<String> users) {
        this.realms = realms;
        this.users = users;
    }

    /** What came of an attempt, once that is written down. */
    void noted(OutboxMail mail, MailDelivery after, @Nullable Throwable failure) {
        MailOutcome outcome = Objects.requireNonNull(after.outcome(), "outcome");
        switch (after.state()) {
            case QUEUED -> tell(CoreLine.MAIL_WAITS, failure, mail, after, why(outcome, failure), after.nextAt());
            case FAILED -> tell(CoreLine.MAIL_GIVEN_UP, failure, mail, after, why(outcome, failure), after.queuedAt());
            case UNCERTAIN -> tell(CoreLine.MAIL_UNCERTAIN, failure, mail, after, why(outcome, failure));
            default -> LOG.debugf("Mail %s: %s", mail.id(), after);
        }
    }

    /** What came of an attempt cannot be written down now. */
    void notNoted(OutboxMail mail, MailDelivery after, RuntimeException e) {
        tell(
                CoreLine.MAIL_NOT_NOTED,
                e,
                mail,
                after,
                Objects.requireNonNull(after.outcome(), "outcome").wireName(),
                e,
                mail.delivery().nextAt());
    }

    /** It is not known what came of an attempt. */
    void senderGone(OutboxMail mail) {
        tell(CoreLine.MAIL_SENDER_GONE, null, mail, mail.delivery());
    }

    /** It could not be taken from the outbox. */
    void notTaken(String id, RuntimeException e) {
        CoreLine.MAIL_NOT_TAKEN.log(LOG, e, id, e);
    }

    private void tell(LogLine line, @Nullable Throwable failure, OutboxMail mail, MailDelivery after, Object... more) {
        String realmId = mail.message().realmId();
        List<Object> values = new ArrayList<>(List.of(
                mail.id(),
                mail.message().template(),
                users.apply(realmId, mail.message().recipientId()),
                realms.apply(realmId),
                after.attempts()));
        values.addAll(List.of(more));
        // What a mail server says has a long stack and is in its last words.
        line.log(LOG, failure instanceof RuntimeException ? failure : null, values.toArray());
    }

    private static String why(MailOutcome outcome, @Nullable Throwable failure) {
        return failure == null ? outcome.wireName() : outcome.wireName() + ", " + LogLine.reason(failure);
    }
}

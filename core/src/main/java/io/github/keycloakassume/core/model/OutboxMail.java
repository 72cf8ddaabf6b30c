package io.github.keycloakassume.core.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox.
 *
 * @param id its id there
 * @param message what it says, and to whom
 * @param serverUrl the server's address as it was known when the mail was written, because whoever sends it has no
 *     request to know it from; null when there was none then either
 * @param delivery how far it has come
 */
public record OutboxMail(
        String id, MailMessage message, @Nullable String serverUrl, MailDelivery delivery) {

    public OutboxMail {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(delivery, "delivery");
    }

    /** The same, further on. */
    public OutboxMail at(MailDelivery progress) {
        return new OutboxMail(id, message, serverUrl, progress);
    }
}

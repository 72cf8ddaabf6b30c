package io.github.keycloakassume.core.mail;

import io.github.keycloakassume.core.keycloak.RequestAddress;
import io.github.keycloakassume.core.model.MailDelivery;
import io.github.keycloakassume.core.model.MailMessage;
import io.github.keycloakassume.core.model.OutboxMail;
import io.github.keycloakassume.core.spi.MailOutbox;
import io.github.keycloakassume.core.store.OutboxStore;
import io.github.keycloakassume.core.store.OutboxStore.Place;
import java.time.Clock;
import java.util.UUID;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Writes mails down in the transaction of the request, and hands them over once that is committed. */
final class QueueingOutbox implements MailOutbox {

    private final KeycloakSession session;
    private final Clock clock;
    private final Couriers couriers;

    QueueingOutbox(KeycloakSession session, Clock clock, Couriers couriers) {
        this.session = session;
        this.clock = clock;
        this.couriers = couriers;
    }

    @Override
    public void queue(MailMessage message) {
        OutboxMail mail = new OutboxMail(
                UUID.randomUUID().toString(),
                message,
                RequestAddress.of(session).orElse(null),
                MailDelivery.queued(clock.instant()));
        new OutboxStore(session).insert(mail);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                couriers.hand(new Place(mail.id(), message.realmId()));
            }

            @Override
            protected void rollbackImpl() {
                // The row is not there either.
            }
        });
    }
}

package io.github.keycloakassume.impersonation.mail;

import io.github.keycloakassume.impersonation.keycloak.RequestAddress;
import io.github.keycloakassume.impersonation.model.MailDelivery;
import io.github.keycloakassume.impersonation.model.MailMessage;
import io.github.keycloakassume.impersonation.model.OutboxMail;
import io.github.keycloakassume.impersonation.spi.MailOutbox;
import io.github.keycloakassume.impersonation.store.OutboxStore;
import io.github.keycloakassume.impersonation.store.OutboxStore.Place;
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

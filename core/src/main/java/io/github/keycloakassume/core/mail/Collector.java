package io.github.keycloakassume.core.mail;

import io.github.keycloakassume.core.model.MailOutcome;
import io.github.keycloakassume.core.model.MailState;
import io.github.keycloakassume.core.model.OutboxMail;
import io.github.keycloakassume.core.store.OutboxStore;
import java.time.Clock;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;

/** Goes round: hands over what is due, takes for lost what a node has died over, forgets what is long over. */
final class Collector {

    private static final int BATCH = 200;

    private final Couriers couriers;
    private final MailLog log;
    private final Clock clock;

    Collector(Couriers couriers, MailLog log, Clock clock) {
        this.couriers = couriers;
        this.log = log;
        this.clock = clock;
    }

    void collect(KeycloakSession session) {
        OutboxStore store = new OutboxStore(session);
        Instant now = clock.instant();
        // Realm by realm: one with thousands that nobody takes would hide those of all others.
        store.realmsWithDue(MailState.QUEUED, now).stream()
                .filter(couriers::mayTakeOf)
                // The longest waiting may be those that the couriers have already, which are fewer than that.
                .flatMap(realm -> store.due(MailState.QUEUED, realm, now, Couriers.MOST_WAITING_OF_REALM).stream())
                .forEach(couriers::hand);
    }

    void tidyUp(KeycloakSession session) {
        OutboxStore store = new OutboxStore(session);
        store.due(MailState.SENDING, clock.instant(), BATCH)
                .forEach(lost -> store.find(lost.id()).ifPresent(mail -> takeForLost(store, mail)));
        store.forgetOld(clock.instant());
    }

    private void takeForLost(OutboxStore store, OutboxMail mail) {
        if (store.move(mail, mail.delivery().after(MailOutcome.PERHAPS_SENT, clock.instant()))) {
            log.senderGone(mail);
        }
    }
}

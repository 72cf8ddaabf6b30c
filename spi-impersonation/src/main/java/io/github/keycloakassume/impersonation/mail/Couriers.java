package io.github.keycloakassume.impersonation.mail;

import io.github.keycloakassume.impersonation.store.OutboxStore.Place;
import io.github.keycloakassume.impersonation.work.Lanes;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Few threads that carry mails to the mail servers; of each realm only some, so that a mail server that hangs holds up its
 * own realm alone. What they do not take now they are handed again: it waits in the database.
 */
final class Couriers {

    private static final int MOST_OF_REALM = 2;

    /** How many mails may wait in memory. */
    private static final int MOST_WAITING = 5_000;

    private final Lanes lanes;
    private final Delivery delivery;

    /**
     * Couriers without mails.
     *
     * @param most how many mails are sent at a time
     */
    Couriers(ThreadPoolExecutor threads, int most, Delivery delivery) {
        this.lanes = new Lanes(threads, most, MOST_OF_REALM);
        this.delivery = delivery;
    }

    void hand(Place mail) {
        if (lanes.size() < MOST_WAITING) {
            lanes.add(new Lanes.Job(mail.id(), Set.of(mail.realmId()), () -> delivery.deliver(mail.id())));
        }
    }

    /** How many mails they have. */
    int waiting() {
        return lanes.size();
    }
}

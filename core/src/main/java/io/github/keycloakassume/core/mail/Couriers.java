package io.github.keycloakassume.core.mail;

import io.github.keycloakassume.core.schedule.Lanes;
import io.github.keycloakassume.core.store.OutboxStore.Place;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Few threads that carry mails to the mail servers; of each realm only some, so that a mail server that hangs holds up its
 * own realm alone. What they do not take now they are handed again: it waits in the database.
 */
final class Couriers {

    private static final int MOST_OF_REALM = 2;

    /** How many mails of a realm may wait in memory: none may fill it for the others. */
    static final int MOST_WAITING_OF_REALM = 100;

    private final Lanes lanes;
    private final Consumer<String> delivery;

    /**
     * Couriers without mails.
     *
     * @param most how many mails are sent at a time
     * @param delivery delivers the mail of that id
     */
    Couriers(Executor threads, int most, Consumer<String> delivery) {
        this.lanes = new Lanes(threads, most, MOST_OF_REALM);
        this.delivery = delivery;
    }

    void hand(Place mail) {
        if (mayTakeOf(mail.realmId())) {
            lanes.add(new Lanes.Job(mail.id(), Set.of(mail.realmId()), () -> delivery.accept(mail.id())));
        }
    }

    /** Whether they take more mails of that realm now. */
    boolean mayTakeOf(String realmId) {
        return lanes.size(realmId) < MOST_WAITING_OF_REALM;
    }
}

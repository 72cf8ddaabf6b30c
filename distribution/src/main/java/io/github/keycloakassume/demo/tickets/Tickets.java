package io.github.keycloakassume.demo.tickets;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** All tickets, as long as the demo runs. */
final class Tickets {

    private final AtomicLong lastId = new AtomicLong();
    private final List<Ticket> all = new CopyOnWriteArrayList<>();

    Ticket open(Caller requester, String subject, String description) {
        var ticket = new Ticket(lastId.incrementAndGet(), requester.id(), requester.username(), subject, description);
        all.add(ticket);
        return ticket;
    }

    /** The tickets of one user, by their id: names change. */
    List<Ticket> of(Caller requester) {
        return all.stream()
                .filter(ticket -> ticket.requesterId().equals(requester.id()))
                .toList();
    }
}

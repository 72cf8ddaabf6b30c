package io.github.keycloakassume.demo.tickets;

/** A ticket, and the user whose it is. */
record Ticket(long id, String requesterId, String requester, String subject, String description) {}

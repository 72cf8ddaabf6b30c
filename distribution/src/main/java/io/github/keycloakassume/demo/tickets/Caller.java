package io.github.keycloakassume.demo.tickets;

/** Who calls, by the token of the request. */
record Caller(String id, String username) {}

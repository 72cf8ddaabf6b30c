package io.github.keycloakassume.testbed;

/** A user of a test realm. */
public record TestUser(String id, String username, String email, String password) {}

package io.github.keycloakassume.testbed;

/** A confidential client of a test realm that may use the code flow and the password grant. */
public record TestClient(String id, String clientId, String secret) {}

package io.github.keycloakassume.impersonation.store;

/** How rows are locked of which each node takes those that no other has. */
final class Locks {

    static final String TIMEOUT = "jakarta.persistence.lock.timeout";

    /** Hibernate's value of that hint for {@code for update skip locked}. */
    static final int SKIP_LOCKED = -2;

    private Locks() {}
}

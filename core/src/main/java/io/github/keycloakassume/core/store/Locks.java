package io.github.keycloakassume.core.store;

/** How rows are locked of which each node takes those that no other has. */
public final class Locks {

    public static final String TIMEOUT = "jakarta.persistence.lock.timeout";

    /** Hibernate's value of that hint for {@code for update skip locked}. */
    public static final int SKIP_LOCKED = -2;

    private Locks() {}
}

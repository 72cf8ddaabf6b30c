package io.github.keycloakassume.testbed;

/** Where the commit of a chosen transaction is met inside a server. */
public enum CommitPoint {
    /** All is written, and the commit fails. */
    REFUSED,

    /** All is written, and the thread stands still before the commit. */
    BEFORE,

    /** The database has committed, and the thread stands still before anything follows from that. */
    AFTER
}

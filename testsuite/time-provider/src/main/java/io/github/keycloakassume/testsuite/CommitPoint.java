package io.github.keycloakassume.testsuite;

/** Where the commit of a chosen transaction is met. */
public enum CommitPoint {

    /** Everything is written, and the commit fails: as a deferred constraint would, on every database. */
    REFUSED,

    /** Everything is written, and the thread stands still before the commit until it is let go, or its process is killed. */
    BEFORE,

    /** The database has committed; the thread stands still before anything follows from that: caches, cookies, logouts, mails, the answer. */
    AFTER
}

package io.github.keycloakassume.testbed;

/** What a test server stores its data in. */
public enum DatabaseKind {
    /** In the server's memory. */
    H2,
    /** H2 in a file of the server's own, which can be filled before the server starts. */
    H2_FILE,
    /** A real PostgreSQL. */
    POSTGRESQL,
    /** A real MariaDB. */
    MARIADB
}

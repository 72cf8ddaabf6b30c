package io.github.keycloakassume.testbed;

/** What a test server stores its data in. */
public enum DatabaseKind {
    /** In the server's memory. */
    H2,
    /** A real PostgreSQL. */
    POSTGRESQL,
    /** A real MariaDB. */
    MARIADB
}

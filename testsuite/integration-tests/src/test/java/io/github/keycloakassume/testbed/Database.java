package io.github.keycloakassume.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** An empty database of its own on a real server. */
public record Database(String jdbcUrl, String username, String password) {

    /** What {@code kc.sh start} needs to use it. */
    public List<String> serverOptions() {
        return List.of("--db-url=" + jdbcUrl, "--db-username=" + username, "--db-password=" + password);
    }

    boolean isPostgreSql() {
        return jdbcUrl.startsWith("jdbc:postgresql:");
    }

    /** A connection past Keycloak. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, username, password);
    }
}

package io.github.keycloakassume.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** An empty database of its own on a real server. */
public record Database(String jdbcUrl, String username, String password) {

    /** H2 in a new file; it is open while there is a connection, and then to one process alone. */
    static Database inFile(Path folder) {
        try {
            Path place = Files.createTempDirectory(Files.createDirectories(folder), "h2-");
            return new Database("jdbc:h2:file:" + place.resolve("keycloak") + ";NON_KEYWORDS=VALUE", "sa", "password");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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

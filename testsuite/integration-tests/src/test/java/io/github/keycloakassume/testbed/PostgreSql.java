package io.github.keycloakassume.testbed;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, started once a run. */
public final class PostgreSql implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgreSql(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgreSql start() {
        try {
            return new PostgreSql(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            Artifacts.workshop().resolve("postgresql").toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    /** A new empty database. */
    public Database newDatabase() {
        String name = "keycloak" + databases.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create database " + name, e);
        }
        // The loopback address, not localhost: the server listens on IPv4 alone.
        return new Database("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, "postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }
}

package io.github.keycloakassume.testbed;

import io.github.keycloakassume.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A real MariaDB from the system's package, started once a run with a data folder of its own. */
public final class MariaDb implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final LocalProgram program;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private MariaDb(LocalProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    static MariaDb start() {
        try {
            Path folder = Files.createDirectories(Artifacts.workshop().resolve("mariadb"));
            Path data = Files.createTempDirectory(folder, "data-");
            install(data, folder.resolve("install.log"));
            int port = Ports.free();
            Path log = folder.resolve("mariadbd.log");
            var mariaDb = new MariaDb(LocalProgram.start("mariadb", serverCommand(data, port), log, data), port);
            mariaDb.awaitReady(log);
            return mariaDb;
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB does not start", e);
        }
    }

    /** A new empty database. */
    public Database newDatabase() {
        String name = "keycloak" + databases.incrementAndGet();
        try (var connection = DriverManager.getConnection(url(""), "root", "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " character set utf8mb4");
            statement.execute("create or replace user keycloak@'%' identified by 'keycloak'");
            statement.execute("grant all on *.* to keycloak@'%'");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create database " + name, e);
        }
        return new Database(url(name), "keycloak", "keycloak");
    }

    @Override
    public void close() {
        program.close();
    }

    private String url(String database) {
        return "jdbc:mariadb://" + HOST + ":" + port + "/" + database;
    }

    private static void install(Path data, Path log) throws IOException {
        var command = new ArrayList<String>();
        command.add(SystemProgram.find("mariadb-install-db", "mariadb-server"));
        command.add("--no-defaults");
        command.add("--datadir=" + data);
        command.add("--auth-root-authentication-method=normal");
        command.add("--skip-test-db");
        command.addAll(asCurrentUser());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("mariadb-install-db failed, see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted during mariadb-install-db", e);
        }
    }

    private static List<String> serverCommand(Path data, int port) {
        var command = new ArrayList<String>();
        command.add(SystemProgram.find("mariadbd", "mariadb-server"));
        command.add("--no-defaults");
        command.add("--datadir=" + data);
        command.add("--bind-address=" + HOST);
        command.add("--port=" + port);
        // Relative to the data folder, because the path of a socket must be short.
        command.add("--socket=mariadbd.sock");
        command.add("--pid-file=" + data.resolve("mariadbd.pid"));
        command.add("--skip-name-resolve");
        // A test's data needs to survive nothing.
        command.add("--innodb-flush-log-at-trx-commit=0");
        command.addAll(asCurrentUser());
        return command;
    }

    /** MariaDB refuses to run as root unless told so, and knows no --user for anybody else. */
    private static List<String> asCurrentUser() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    private void awaitReady(Path log) {
        Awaitility.await("MariaDB, see " + log)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .failFast("mariadbd ended, see " + log, () -> !program.isAlive())
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    try (var connection = DriverManager.getConnection(url(""), "root", "")) {
                        return connection.isValid(5);
                    }
                });
    }
}

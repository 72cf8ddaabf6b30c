package io.github.keycloakassume.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real PostgreSQL with a database for each server that is measured, sized as a small machine of its own would be. */
final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static Postgres start() throws IOException {
        return new Postgres(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Setting.path("work").resolve("postgresql").toFile())
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start());
    }

    /** A new empty database. */
    Database database(String name) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new Database("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One of its databases. */
    record Database(String url) {

        /** What {@code kc.sh start} needs to use it. */
        List<String> serverOptions() {
            return List.of("--db-url=" + url, "--db-username=postgres", "--db-password=postgres");
        }

        void execute(String... statements) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        /** The first column of all rows. */
        List<String> column(String query) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }

        /** The first column of the only row. */
        String value(String query) throws SQLException {
            return column(query).get(0);
        }

        /** Counts statements from now on. */
        void countStatements() throws SQLException {
            execute("create extension if not exists pg_stat_statements", "select pg_stat_statements_reset()");
        }

        /** How many statements have been counted that read or write rows. */
        long queries() throws SQLException {
            return Long.parseLong(value("""
                    select coalesce(sum(calls), 0) from pg_stat_statements
                    where dbid = (select oid from pg_database where datname = current_database())
                        and query ~* '^\\s*(select|insert|update|delete|merge|with)' and query !~ 'pg_stat_statements'
                    """));
        }

        /** Those that took the longest in all, as rows of a table: how often, for how long, which. */
        String statements(int most) throws SQLException {
            return String.join("\n", column("""
                    select '| ' || calls || ' | ' || rows || ' | ' || round(total_exec_time) || ' ms | `'
                        || left(regexp_replace(query, 'select .* from', 'select … from'), 120) || '` |'
                    from pg_stat_statements
                    where dbid = (select oid from pg_database where datname = current_database())
                    order by total_exec_time desc limit %d
                    """.formatted(most)));
        }

        /** The plan of a query, run once before so that it is not the disk that is measured. */
        String plan(String query) throws SQLException {
            column(query);
            return String.join("\n", column("explain (analyze, buffers) " + query));
        }

        private Connection connect() throws SQLException {
            return DriverManager.getConnection(url, "postgres", "postgres");
        }
    }
}

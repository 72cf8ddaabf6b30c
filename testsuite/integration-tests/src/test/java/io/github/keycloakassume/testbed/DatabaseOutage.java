package io.github.keycloakassume.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL database that cannot be reached: its connections are cut and no new one is let in. */
public final class DatabaseOutage {

    private DatabaseOutage() {}

    /** Does work meanwhile. */
    public static void during(Database database, Runnable work) throws SQLException {
        int slash = database.jdbcUrl().lastIndexOf('/');
        String server = database.jdbcUrl().substring(0, slash) + "/postgres";
        String name = database.jdbcUrl().substring(slash + 1);
        try (Connection connection = DriverManager.getConnection(server, database.username(), database.password());
                Statement sql = connection.createStatement()) {
            sql.execute("alter database " + name + " with allow_connections false");
            try {
                sql.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
                work.run();
            } finally {
                sql.execute("alter database " + name + " with allow_connections true");
            }
        }
    }
}

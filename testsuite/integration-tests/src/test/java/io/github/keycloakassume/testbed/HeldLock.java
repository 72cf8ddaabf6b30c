package io.github.keycloakassume.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;

/** Something in a PostgreSQL that Keycloak has to wait for, so that what is done at once is done in a known order. */
public final class HeldLock implements AutoCloseable {

    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private static final int SENDING = 42;

    private final Connection holder;
    private final Database database;

    private HeldLock(Database database, String lock) throws SQLException {
        this.database = database;
        this.holder = database.connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute(lock);
        }
    }

    /** On one row: nobody changes it. */
    public static HeldLock on(Database database, String table, String id) throws SQLException {
        return new HeldLock(database, "select 1 from " + table + " where ID = '" + id + "' for update");
    }

    /** On one row, shared: others may hold it at the same time, and it cannot be changed. */
    public static HeldLock sharing(Database database, String table, String id) throws SQLException {
        return new HeldLock(database, "select 1 from " + table + " where ID = '" + id + "' for share");
    }

    /** On all rows that a table has now: none of them is changed, nor held by others. */
    public static HeldLock onRows(Database database, String table) throws SQLException {
        return new HeldLock(database, "select 1 from " + table + " for update");
    }

    /** On a whole table: nobody writes to it. */
    public static HeldLock against(Database database, String table) throws SQLException {
        return new HeldLock(database, "lock table " + table + " in share mode");
    }

    /** On the outbox: no mail is taken to be sent; mails are queued as ever. */
    public static HeldLock onSending(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("create or replace function await_sending() returns trigger language plpgsql as"
                    + " $$ begin perform pg_advisory_xact_lock_shared(" + SENDING + "); return new; end $$");
            sql.execute("create or replace trigger SENDING_WAITS before update on ASSUME_OUTBOX for each row"
                    + " when (new.STATE = 'SENDING') execute function await_sending()");
        }
        return new HeldLock(database, "select pg_advisory_xact_lock(" + SENDING + ")");
    }

    /** Until so many wait, for whatever lock. */
    public void awaitWaiting(int count) {
        awaitWaitingOr(count, () -> false);
    }

    /** Until so many wait, or something else is the case. */
    public void awaitWaitingOr(int count, BooleanSupplier otherwise) {
        await().untilAsserted(() -> assertThat(otherwise.getAsBoolean() || waiting() >= count)
                .as("%d wait", count)
                .isTrue());
    }

    private int waiting() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WAITING)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        holder.rollback();
        holder.close();
    }
}

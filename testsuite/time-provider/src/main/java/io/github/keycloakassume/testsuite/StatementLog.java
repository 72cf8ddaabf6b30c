package io.github.keycloakassume.testsuite;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The SQL statements that this server has sent since the recording began, but for those of its timer. */
public final class StatementLog {

    /** What {@link java.util.Timer} calls its thread; Keycloak's timer is one, and runs what comes by itself. */
    private static final String TIMER_THREAD = "Timer-";

    private static final Queue<String> STATEMENTS = new ConcurrentLinkedQueue<>();

    private static volatile boolean recording;

    private StatementLog() {}

    /** Forgets what was recorded and records from now on. */
    public static void begin() {
        recording = true;
        STATEMENTS.clear();
    }

    /** What was sent since the beginning; records no more. */
    public static List<String> end() {
        recording = false;
        return List.copyOf(STATEMENTS);
    }

    static void add(String sql) {
        if (recording && !Thread.currentThread().getName().startsWith(TIMER_THREAD)) {
            STATEMENTS.add(sql);
        }
    }
}

package io.github.keycloakassume.testsuite;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The SQL statements that this server has sent since the recording began, but for those of what comes by itself. */
public final class StatementLog {

    /** How the threads of Keycloak's timer ({@link java.util.Timer}) and of our own tasks are called. */
    private static final List<String> BY_THEMSELVES = List.of("Timer-", "assume-");

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
        String thread = Thread.currentThread().getName();
        if (recording && BY_THEMSELVES.stream().noneMatch(thread::startsWith)) {
            STATEMENTS.add(sql);
        }
    }
}

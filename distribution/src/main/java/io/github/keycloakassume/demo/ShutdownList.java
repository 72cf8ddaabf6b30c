package io.github.keycloakassume.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What to end when the demo ends; the last started first. What arrives after the end is ended at once. */
final class ShutdownList implements AutoCloseable {

    private final Deque<Runnable> actions = new ArrayDeque<>();
    private boolean closed;

    synchronized void add(Runnable end) {
        if (closed) {
            end.run();
        } else {
            actions.push(end);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!actions.isEmpty()) {
            actions.pop().run();
        }
    }
}

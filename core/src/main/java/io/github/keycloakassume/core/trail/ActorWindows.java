package io.github.keycloakassume.core.trail;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each actor did something on this node in a while that begins with the first time. In memory, and of a bounded size:
 * for what leaves no row that could be counted.
 */
public final class ActorWindows {

    /** More actors at a time are not told apart; it would take as many accounts. */
    private static final int MOST_ACTORS = 10_000;

    private final Duration span;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** Windows of that length. */
    public ActorWindows(Duration span) {
        this.span = span;
    }

    /**
     * What an actor has done.
     *
     * @param count how often, the last time included
     * @param start when that began
     * @param end when it is forgotten
     */
    public record Window(int count, Instant start, Instant end) {}

    /** Counts what an actor does now, so many times at once. */
    public synchronized Window add(String actor, int times, Instant now) {
        forget(now, actor);
        Window known = windows.get(actor);
        // A clock that was set back leaves windows that would last until it is there again.
        Window before = known == null || now.isBefore(known.start()) ? new Window(0, now, now.plus(span)) : known;
        Window after = new Window(Math.addExact(before.count(), times), before.start(), before.end());
        windows.put(actor, after);
        return after;
    }

    /** Windows are in the order of their ends, but for a clock that was set back. */
    private void forget(Instant now, String newcomer) {
        Iterator<Window> oldest = windows.values().iterator();
        while (oldest.hasNext()) {
            Window window = oldest.next();
            boolean full = windows.size() >= MOST_ACTORS && !windows.containsKey(newcomer);
            if (!full && now.isBefore(window.end()) && !now.isBefore(window.start())) {
                return;
            }
            oldest.remove();
        }
    }
}

package io.github.keycloakassume.impersonation.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many refusals of one actor a node writes down: so many in a while, then that there are more, then none until the while
 * is over. Whoever knocks ten thousand times fills no table, and does not stay unseen.
 */
final class RefusalLimit {

    /** More actors at a time are not told apart; it would take as many accounts. */
    private static final int MOST_ACTORS = 10_000;

    private final int most;
    private final Duration span;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    RefusalLimit(int most, Duration span) {
        this.most = most;
        this.span = span;
    }

    /** What becomes of a refusal. */
    enum Fate {
        /** It is written. */
        WRITTEN,
        /** The first of those that are not written: that is. */
        FIRST_OMITTED,
        /** It is not written. */
        OMITTED
    }

    /**
     * What becomes of this one.
     *
     * @param actor who was refused
     */
    synchronized Fate next(String actor, Instant now) {
        forget(now, actor);
        Window window = windows.get(actor);
        if (window == null || now.isBefore(window.start)) {
            // A clock that was set back leaves windows that would last until it is there again.
            window = new Window(now, now.plus(span));
            windows.put(actor, window);
        }
        window.count++;
        if (window.count <= most) {
            return Fate.WRITTEN;
        }
        return window.count == most + 1 ? Fate.FIRST_OMITTED : Fate.OMITTED;
    }

    /** Windows are in the order of their ends, but for a clock that was set back. */
    private void forget(Instant now, String newcomer) {
        Iterator<Window> oldest = windows.values().iterator();
        while (oldest.hasNext()) {
            Window window = oldest.next();
            boolean full = windows.size() >= MOST_ACTORS && !windows.containsKey(newcomer);
            if (!full && now.isBefore(window.end) && !now.isBefore(window.start)) {
                return;
            }
            oldest.remove();
        }
    }

    private static final class Window {
        private final Instant start;
        private final Instant end;
        private int count;

        private Window(Instant start, Instant end) {
            this.start = start;
            this.end = end;
        }
    }
}

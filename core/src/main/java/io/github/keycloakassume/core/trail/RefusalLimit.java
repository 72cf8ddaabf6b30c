package io.github.keycloakassume.core.trail;

import java.time.Duration;
import java.time.Instant;

/**
 * How many refusals of one actor a node writes down: so many in a while, then that there are more, then none until the while
 * is over. Whoever knocks ten thousand times fills no table, and does not stay unseen.
 */
final class RefusalLimit {

    private final int most;
    private final ActorWindows windows;

    RefusalLimit(int most, Duration span) {
        this.most = most;
        this.windows = new ActorWindows(span);
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
    Fate next(String actor, Instant now) {
        int count = windows.add(actor, 1, now).count();
        if (count <= most) {
            return Fate.WRITTEN;
        }
        return count == most + 1 ? Fate.FIRST_OMITTED : Fate.OMITTED;
    }
}

package io.github.keycloakassume.testsuite;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Threads that stand at a named point, until they are let go. */
final class StandingThreads {

    /** A test that has died lets nothing go; less than a transaction may take. */
    private static final long MOST_SECONDS = 45;

    private final Set<Thread> standing = ConcurrentHashMap.newKeySet();

    /** Stands still until that. */
    void stand(CountDownLatch until) {
        standing.add(Thread.currentThread());
        try {
            if (!until.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at a named point", e);
        } finally {
            standing.remove(Thread.currentThread());
        }
    }

    /** How many stand. */
    int count() {
        return standing.size();
    }
}

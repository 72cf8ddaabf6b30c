package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * How long one request may wait for the authorization server, and its place among those that do. The place is taken before
 * the first wait, of whatever kind, and given back when the request is decided on; a request that need not wait takes none.
 * So a server that is slow holds no more threads of the application than there are places.
 *
 * <p>Of one thread. A context of Nimbus, which hands it on to where keys are asked for.
 */
final class Patience implements SecurityContext, AutoCloseable {

    private final Semaphore places;
    private final LongSupplier nanoseconds;
    private final long end;
    private boolean placed;

    /** For so long from now on. */
    Patience(Semaphore places, Duration time, LongSupplier nanoseconds) {
        this.places = places;
        this.nanoseconds = nanoseconds;
        end = nanoseconds.getAsLong() + time.toNanos();
    }

    /**
     * Before a wait; a second time without effect.
     *
     * @throws IOException when as many requests wait as may
     */
    void takePlace() throws IOException {
        if (placed) {
            return;
        }
        if (!places.tryAcquire()) {
            throw new IOException("As many requests as may wait for it already do (setting max-waiting)");
        }
        placed = true;
    }

    /** What is left of the time, up to this. */
    Duration atMost(Duration time) {
        Duration left = left();
        return left.compareTo(time) < 0 ? left : time;
    }

    /** What is left of the time; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoseconds.getAsLong()));
    }

    @Override
    public void close() {
        if (placed) {
            placed = false;
            places.release();
        }
    }
}

package io.github.keycloakassume.onbehalfof;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Of many threads that want the same at the same time, one does the work and all get what came of it. */
final class SingleFlight<K, V> {

    /** What is done once. */
    @FunctionalInterface
    interface Work<V> {
        V run() throws IOException;
    }

    private final ConcurrentHashMap<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

    /**
     * Does the work, or waits for the thread that does.
     *
     * @throws IOException when the work failed, whichever thread did it, or takes too long, or as many wait as may
     */
    V run(K key, Work<V> work, Patience patience) throws IOException {
        patience.takePlace();
        var own = new CompletableFuture<V>();
        CompletableFuture<V> others = running.putIfAbsent(key, own);
        if (others != null) {
            return await(others, patience.left());
        }
        try {
            V value = work.run();
            own.complete(value);
            return value;
        } finally {
            // After a failure of any kind; without effect after a success.
            own.completeExceptionally(new IOException("The request that was waited for has failed"));
            running.remove(key, own);
        }
    }

    private V await(CompletableFuture<V> others, Duration time) throws IOException {
        try {
            return others.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("Another request that asks for the same has had no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the same request");
        }
    }
}

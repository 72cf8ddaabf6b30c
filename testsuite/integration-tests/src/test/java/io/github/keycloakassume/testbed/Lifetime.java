package io.github.keycloakassume.testbed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts things when they are first asked for and ends them, the last one first, when it is closed itself. */
final class Lifetime implements AutoCloseable {

    private final Deque<Runnable> closings = new ArrayDeque<>();

    <T> Part<T> part(Supplier<T> start, Consumer<T> close) {
        return new Part<>(this, start, close);
    }

    @Override
    public void close() {
        if (closings.isEmpty()) {
            return;
        }
        try {
            closings.pop().run();
        } finally {
            // The others end even if this one fails to.
            close();
        }
    }

    /** One thing that is started at most once. */
    static final class Part<T> implements Supplier<T> {

        private final Lifetime lifetime;
        private final Supplier<T> start;
        private final Consumer<T> close;
        private @Nullable T started;

        private Part(Lifetime lifetime, Supplier<T> start, Consumer<T> close) {
            this.lifetime = lifetime;
            this.start = start;
            this.close = close;
        }

        @Override
        public T get() {
            T present = started;
            if (present == null) {
                T created = start.get();
                lifetime.closings.push(() -> close.accept(created));
                started = created;
                return created;
            }
            return present;
        }

        Optional<T> ifStarted() {
            return Optional.ofNullable(started);
        }
    }
}

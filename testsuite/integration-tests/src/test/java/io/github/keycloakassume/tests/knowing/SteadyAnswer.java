package io.github.keycloakassume.tests.knowing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Supplier;

/** Answers that wait, so that their time does not tell what was found. Only how long they take at least can be asserted. */
public final class SteadyAnswer {

    private static final Duration STEP = Duration.ofMillis(100);

    private SteadyAnswer() {}

    /** The answer to a request, once it is certain that it took a step. */
    public static <T> T of(Supplier<T> request) {
        long sent = System.nanoTime();
        T answer = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(STEP);
        return answer;
    }
}

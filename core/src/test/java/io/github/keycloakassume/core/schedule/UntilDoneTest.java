package io.github.keycloakassume.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Work that no round finds again. */
final class UntilDoneTest {

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final UntilDone untilDone = new UntilDone(Runnable::run, later::add);

    @Test
    void is_done_once_where_it_succeeds() {
        untilDone.run(() -> true, () -> true);

        assertThat(later).isEmpty();
    }

    @Test
    void is_tried_again_later_until_it_succeeds() {
        Iterator<Boolean> outcomes = List.of(false, false, true).iterator();

        untilDone.run(outcomes::next, () -> true);

        later.remove().run();
        later.remove().run();
        assertThat(later).isEmpty();
        assertThat(outcomes).isExhausted();
    }

    @Test
    void is_given_up_once_it_is_of_no_use() {
        untilDone.run(() -> false, () -> false);

        assertThat(later).isEmpty();
    }
}

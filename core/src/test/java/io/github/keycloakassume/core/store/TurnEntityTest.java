package io.github.keycloakassume.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A turn")
final class TurnEntityTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
    private static final Duration LENGTH = Duration.ofSeconds(5);

    private final TurnEntity turn = TurnEntity.first("work", NOW, LENGTH);

    @Test
    void keeps_other_nodes_from_theirs_for_its_length() {
        assertThat(turn.take(NOW, LENGTH)).isFalse();
        assertThat(turn.take(NOW.plusMillis(4_999), LENGTH)).isFalse();
    }

    @Test
    void is_free_afterwards_and_taken_again_from_then_on() {
        assertThat(turn.take(NOW.plus(LENGTH), LENGTH)).isTrue();
        assertThat(turn.take(NOW.plusSeconds(6), LENGTH)).isFalse();
    }

    @Test
    void of_a_node_whose_clock_is_far_ahead_keeps_no_other_from_the_work() {
        assertThat(turn.take(NOW.minusSeconds(4), LENGTH)).as("a little ahead").isFalse();
        assertThat(turn.take(NOW.minusSeconds(6), LENGTH)).as("far ahead").isTrue();
    }
}

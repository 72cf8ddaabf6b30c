package io.github.keycloakassume.core.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.trail.RefusalLimit.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Refusals of one actor")
final class RefusalLimitTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final RefusalLimit limit = new RefusalLimit(2, Duration.ofMinutes(1));

    @Test
    void are_written_up_to_a_number_then_that_there_are_more_then_none() {
        assertThat(IntStream.range(0, 5).mapToObj(i -> limit.next("mallory", NOW)))
                .containsExactly(Fate.WRITTEN, Fate.WRITTEN, Fate.FIRST_OMITTED, Fate.OMITTED, Fate.OMITTED);
    }

    @Test
    void are_written_again_after_a_while() {
        IntStream.range(0, 5).forEach(i -> limit.next("mallory", NOW));

        assertThat(limit.next("mallory", NOW.plusSeconds(59))).isEqualTo(Fate.OMITTED);
        assertThat(limit.next("mallory", NOW.plusSeconds(60))).isEqualTo(Fate.WRITTEN);
    }

    @Test
    void do_not_hide_those_of_another() {
        IntStream.range(0, 5).forEach(i -> limit.next("mallory", NOW));

        assertThat(limit.next("trudy", NOW)).isEqualTo(Fate.WRITTEN);
    }

    @Test
    void are_forgotten_rather_than_kept_for_ever() {
        IntStream.range(0, 10_000).forEach(i -> limit.next("actor-" + i, NOW));
        IntStream.range(0, 4).forEach(i -> limit.next("actor-0", NOW));

        limit.next("one more", NOW);

        assertThat(limit.next("actor-0", NOW)).as("the oldest was dropped").isEqualTo(Fate.WRITTEN);
    }
}

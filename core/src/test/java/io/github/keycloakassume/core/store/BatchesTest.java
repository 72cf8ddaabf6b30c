package io.github.keycloakassume.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Batches")
final class BatchesTest {

    @Test
    void of_nothing_are_none() {
        assertThat(Batches.of(List.of())).isEmpty();
    }

    @Test
    void hold_every_element_once_and_none_is_too_long() {
        List<Integer> elements =
                IntStream.range(0, 2 * Batches.MOST + 1).boxed().toList();

        List<List<Integer>> batches = Batches.of(elements);

        assertThat(batches).hasSize(3).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(Batches.MOST));
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(elements);
    }
}

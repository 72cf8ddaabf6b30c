package io.github.keycloakassume.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TwoSamplesTest {

    /** Ranks 1, 2.5, 5 and 2.5, 4, 6: U is 6.5 where 4.5 is expected. */
    @Test
    void works_by_ranks_and_by_means() {
        TwoSamples samples = new TwoSamples(List.of(1.0, 2.0, 4.0), List.of(2.0, 3.0, 5.0));

        assertThat(samples.mannWhitney()).isCloseTo(0.886, within(0.001));
        assertThat(samples.welch()).isCloseTo(0.802, within(0.001));
    }

    @Test
    void knows_the_normal_distribution() {
        assertThat(TwoSamples.probability(0)).isCloseTo(1, within(1e-6));
        assertThat(TwoSamples.probability(1.959964)).isCloseTo(0.05, within(1e-6));
        assertThat(TwoSamples.probability(-2.575829)).isCloseTo(0.01, within(1e-6));
    }

    @Test
    void tells_samples_apart_that_differ_by_a_fifth_of_their_spread_and_not_those_that_are_alike() {
        Random random = new Random(1);
        List<Double> base = times(random, 0);

        TwoSamples alike = new TwoSamples(base, times(random, 0));
        TwoSamples shifted = new TwoSamples(base, times(random, 0.2));

        assertThat(Math.abs(alike.mannWhitney())).isLessThan(2.6);
        assertThat(Math.abs(alike.welch())).isLessThan(2.6);
        assertThat(shifted.mannWhitney()).isGreaterThan(4);
        assertThat(shifted.welch()).isGreaterThan(4);
    }

    private static List<Double> times(Random random, double more) {
        return Stream.generate(() -> 5 + more + random.nextGaussian())
                .limit(2_000)
                .toList();
    }
}

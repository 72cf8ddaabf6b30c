package io.github.keycloakassume.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether the times of two kinds of requests are of one distribution. Both samples are large: normal approximations hold. */
record TwoSamples(List<Double> first, List<Double> second) {

    TwoSamples {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    /** Welch's t of the means: positive where the second takes longer. */
    double welch() {
        return (mean(second) - mean(first))
                / Math.sqrt(variance(first) / first.size() + variance(second) / second.size());
    }

    /** Mann-Whitney's U of the ranks as a standard normal value: positive where the second takes longer. Equal times share their ranks. */
    double mannWhitney() {
        double n = first.size();
        double m = second.size();
        List<Timed> all = Stream.concat(
                        first.stream().map(time -> new Timed(time, false)),
                        second.stream().map(time -> new Timed(time, true)))
                .sorted(Comparator.comparingDouble(Timed::time))
                .toList();
        double ranks = 0;
        double ties = 0;
        int from = 0;
        while (from < all.size()) {
            int start = from;
            double time = all.get(start).time();
            int to = IntStream.range(start, all.size())
                    .filter(i -> all.get(i).time() != time)
                    .findFirst()
                    .orElse(all.size());
            double tied = to - start;
            double rank = (start + 1 + to) / 2.0;
            ranks += rank
                    * all.subList(start, to).stream().filter(Timed::isSecond).count();
            ties += tied * tied * tied - tied;
            from = to;
        }
        double u = ranks - m * (m + 1) / 2;
        double variance = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
        return (u - n * m / 2) / Math.sqrt(variance);
    }

    /** How likely a standard normal value is at least as far from 0, on either side (Abramowitz and Stegun, 7.1.26: to seven digits). */
    static double probability(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double polynomial =
                ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
        return polynomial * Math.exp(-x * x);
    }

    static double mean(List<Double> times) {
        return times.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double variance(List<Double> times) {
        double mean = mean(times);
        return times.stream().mapToDouble(time -> (time - mean) * (time - mean)).sum() / (times.size() - 1);
    }

    private record Timed(double time, boolean isSecond) {}
}

package io.github.keycloakassume.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Values of two sides, measured round by round in turn, and how those of the other compare with those of the base. */
final class Pairs {

    private static final int RESAMPLES = 2_000;
    private static final long SEED = 42;

    private final ToDoubleFunction<List<Double>> statistic;
    private final List<List<Double>> base = new ArrayList<>();
    private final List<List<Double>> other = new ArrayList<>();

    private Pairs(ToDoubleFunction<List<Double>> statistic) {
        this.statistic = statistic;
    }

    /** Compared by their medians. */
    static Pairs ofMedians() {
        return new Pairs(Pairs::median);
    }

    /** Compared by their means: for what is counted too roughly for a single round. */
    static Pairs ofMeans() {
        return new Pairs(values ->
                values.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }

    /** One round. */
    void add(List<Double> ofBase, List<Double> ofOther) {
        base.add(ofBase);
        other.add(ofOther);
    }

    int rounds() {
        return base.size();
    }

    /** All values of the base, sorted. */
    List<Double> base() {
        return pooled(base);
    }

    /** All values of the other, sorted. */
    List<Double> other() {
        return pooled(other);
    }

    double ofBase() {
        return statistic.applyAsDouble(base());
    }

    double ofOther() {
        return statistic.applyAsDouble(other());
    }

    /** The other's by the base's. */
    double ratio() {
        return ratio(base, other);
    }

    /** The ratio with its interval, as text. */
    String ratioText() {
        List<Double> interval = interval();
        return String.format(
                Locale.ROOT,
                "**%.2f** (95 %% interval %.2f to %.2f, bootstrap over %d rounds)",
                ratio(),
                interval.get(0),
                interval.get(1),
                rounds());
    }

    static double median(List<Double> sorted) {
        return percentile(sorted, 0.5);
    }

    static double percentile(List<Double> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    /** In 95 of 100 repetitions the ratio would be between these two. */
    private List<Double> interval() {
        Random random = new Random(SEED);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < RESAMPLES; i++) {
            List<List<Double>> someOfBase = new ArrayList<>();
            List<List<Double>> someOfOther = new ArrayList<>();
            for (int j = 0; j < base.size(); j++) {
                int round = random.nextInt(base.size());
                someOfBase.add(base.get(round));
                someOfOther.add(other.get(round));
            }
            ratios.add(ratio(someOfBase, someOfOther));
        }
        ratios.sort(null);
        return List.of(percentile(ratios, 0.025), percentile(ratios, 0.975));
    }

    private double ratio(List<List<Double>> ofBase, List<List<Double>> ofOther) {
        return statistic.applyAsDouble(pooled(ofOther)) / statistic.applyAsDouble(pooled(ofBase));
    }

    private static List<Double> pooled(List<List<Double>> rounds) {
        return rounds.stream().flatMap(List::stream).sorted().toList();
    }
}

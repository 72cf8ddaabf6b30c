package io.github.keycloakassume.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Two things measured in turn, round by round, so that whatever else the machine does befalls both. */
final class Rounds {

    private static final int RESAMPLES = 2_000;
    private static final long SEED = 42;

    private final List<List<Double>> base = new ArrayList<>();
    private final List<List<Double>> other = new ArrayList<>();

    /** Runs so many rounds in which each is done so often, after as many that do not count. */
    static Rounds measure(int warmUp, int rounds, int perRound, Runnable base, Runnable other) {
        for (int i = 0; i < warmUp; i++) {
            base.run();
            other.run();
        }
        Rounds measured = new Rounds();
        for (int round = 0; round < rounds; round++) {
            List<Double> ofBase = new ArrayList<>();
            List<Double> ofOther = new ArrayList<>();
            for (int i = 0; i < perRound; i++) {
                ofBase.add(millis(base));
                ofOther.add(millis(other));
            }
            measured.base.add(ofBase);
            measured.other.add(ofOther);
        }
        return measured;
    }

    /** The same with something before each that is not measured, once a round. */
    static Rounds measure(
            int warmUp, int rounds, Runnable beforeBase, Runnable base, Runnable beforeOther, Runnable other) {
        Rounds measured = new Rounds();
        for (int round = 0; round < warmUp + rounds; round++) {
            beforeBase.run();
            double ofBase = millis(base);
            beforeOther.run();
            double ofOther = millis(other);
            if (round >= warmUp) {
                measured.base.add(List.of(ofBase));
                measured.other.add(List.of(ofOther));
            }
        }
        return measured;
    }

    /** The other's median by the base's. */
    double ratio() {
        return ratio(base, other);
    }

    /** Lines of a table: what, median, p95, number; and the ratio with its interval. */
    String table(String nameOfBase, String nameOfOther) {
        return "| | median (ms) | p95 (ms) | n |\n|---|---|---|---|\n"
                + line(nameOfBase, base)
                + line(nameOfOther, other)
                + String.format(
                        Locale.ROOT,
                        "%nRatio of the medians: **%.2f** (95 %% interval %.2f to %.2f, bootstrap over %d rounds).%n",
                        ratio(),
                        interval().get(0),
                        interval().get(1),
                        base.size());
    }

    private static String line(String name, List<List<Double>> rounds) {
        List<Double> all = pooled(rounds);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %d |%n",
                name,
                percentile(all, 0.5),
                percentile(all, 0.95),
                all.size());
    }

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

    private static double ratio(List<List<Double>> base, List<List<Double>> other) {
        return percentile(pooled(other), 0.5) / percentile(pooled(base), 0.5);
    }

    private static List<Double> pooled(List<List<Double>> rounds) {
        return rounds.stream().flatMap(List::stream).sorted().toList();
    }

    private static double percentile(List<Double> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    private static double millis(Runnable action) {
        long before = System.nanoTime();
        action.run();
        return (System.nanoTime() - before) / 1e6;
    }
}

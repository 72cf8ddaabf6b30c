package io.github.keycloakassume.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two things measured in turn, round by round, so that whatever else the machine does befalls both. */
final class Rounds {

    private final Pairs millis = Pairs.ofMedians();

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
            measured.millis.add(ofBase, ofOther);
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
                measured.millis.add(List.of(ofBase), List.of(ofOther));
            }
        }
        return measured;
    }

    /** The other's median by the base's. */
    double ratio() {
        return millis.ratio();
    }

    /** Lines of a table: what, median, p95, number; and the ratio with its interval. */
    String table(String nameOfBase, String nameOfOther) {
        return "| | median (ms) | p95 (ms) | n |\n|---|---|---|---|\n"
                + line(nameOfBase, millis.base())
                + line(nameOfOther, millis.other())
                + "\nRatio of the medians: " + millis.ratioText() + ".";
    }

    private static String line(String name, List<Double> all) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %d |%n",
                name,
                Pairs.median(all),
                Pairs.percentile(all, 0.95),
                all.size());
    }

    private static double millis(Runnable action) {
        long before = System.nanoTime();
        action.run();
        return (System.nanoTime() - before) / 1e6;
    }
}

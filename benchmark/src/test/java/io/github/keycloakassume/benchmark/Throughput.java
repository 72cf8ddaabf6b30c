package io.github.keycloakassume.benchmark;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much two servers get done: each in turn is asked by several workers at once, for a fraction of a second, so that whatever
 * else the machine does befalls both. Which of the two comes first changes with every round.
 */
final class Throughput {

    /** Who asks at the same time. */
    static final int WORKERS = 4;

    /** How often each worker asks in one round. */
    static final int EACH = 25;

    private static final int REQUESTS = WORKERS * EACH;

    private final Pairs perSecond = Pairs.ofMedians();
    private final Pairs millis = Pairs.ofMedians();
    private final Pairs processor = Pairs.ofMeans();
    private final Pairs allocated = Pairs.ofMeans();
    private final Side base;
    private final Side other;
    private double statementsOfBase;
    private double statementsOfOther;

    private Throughput(Side base, Side other) {
        this.base = base;
        this.other = other;
    }

    /**
     * What a server is asked.
     *
     * @param prepare what each worker does before a round, which does not count
     * @param ask one request of a worker, or a few that belong together
     */
    record Side(String name, Node node, Postgres.Database database, IntConsumer prepare, IntConsumer ask) {

        Side(String name, Node node, Postgres.Database database, IntConsumer ask) {
            this(name, node, database, worker -> {}, ask);
        }
    }

    private record Slice(double perSecond, double processor, double allocated, List<Double> millis) {}

    /** Rounds as the run says, after half as many that do not count. */
    static Throughput measure(Side base, Side other) throws SQLException {
        int rounds = Setting.number("rounds");
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            Throughput measured = new Throughput(base, other);
            for (int round = 0; round < (rounds + 1) / 2; round++) {
                measured.round(workers, round, pair -> {});
            }
            base.database().countStatements();
            other.database().countStatements();
            for (int round = 0; round < rounds; round++) {
                measured.round(workers, round, measured::count);
            }
            measured.statementsOfBase = base.database().queries() / (double) (rounds * REQUESTS);
            measured.statementsOfOther = other.database().queries() / (double) (rounds * REQUESTS);
            return measured;
        } finally {
            workers.shutdownNow();
        }
    }

    /** The other's requests in a second by the base's. */
    double ratio() {
        return perSecond.ratio();
    }

    /** Lines of a table, and the ratios with their intervals. */
    String table() {
        return "| | requests/s | median (ms) | p95 (ms) | processor (ms/request) | allocated (KiB/request) | SQL statements/request |\n"
                + "|---|---|---|---|---|---|---|\n"
                + line(base.name(), Pairs::ofBase, millis.base(), statementsOfBase)
                + line(other.name(), Pairs::ofOther, millis.other(), statementsOfOther)
                + "\nRatio of the throughputs: " + perSecond.ratioText() + ". Of the processor time: "
                + processor.ratioText() + ". Of what is allocated: " + allocated.ratioText() + ".";
    }

    private String line(String name, ToDoubleFunction<Pairs> side, List<Double> times, double statements) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f | %.2f | %.0f | %.1f |%n",
                name,
                side.applyAsDouble(perSecond),
                Pairs.median(times),
                Pairs.percentile(times, 0.95),
                side.applyAsDouble(processor),
                side.applyAsDouble(allocated),
                statements);
    }

    private void round(ExecutorService workers, int number, Consumer<List<Slice>> then) {
        if (number % 2 == 0) {
            Slice ofBase = slice(workers, base);
            then.accept(List.of(ofBase, slice(workers, other)));
        } else {
            Slice ofOther = slice(workers, other);
            then.accept(List.of(slice(workers, base), ofOther));
        }
    }

    private void count(List<Slice> pair) {
        Slice ofBase = pair.get(0);
        Slice ofOther = pair.get(1);
        perSecond.add(List.of(ofBase.perSecond()), List.of(ofOther.perSecond()));
        processor.add(List.of(ofBase.processor()), List.of(ofOther.processor()));
        allocated.add(List.of(ofBase.allocated()), List.of(ofOther.allocated()));
        millis.add(ofBase.millis(), ofOther.millis());
    }

    private static Slice slice(ExecutorService workers, Side side) {
        together(workers, worker -> {
            side.prepare().accept(worker);
            return List.of();
        });
        double allocated = side.node().allocated();
        double processor = side.node().processorTime();
        long start = System.nanoTime();
        List<Double> millis = together(
                workers,
                worker -> IntStream.range(0, EACH)
                        .mapToObj(time -> {
                            long before = System.nanoTime();
                            side.ask().accept(worker);
                            return (System.nanoTime() - before) / 1e6;
                        })
                        .toList());
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Slice(
                REQUESTS / seconds,
                (side.node().processorTime() - processor) * 1e3 / REQUESTS,
                (side.node().allocated() - allocated) / 1_024 / REQUESTS,
                millis);
    }

    private interface Work {
        List<Double> of(int worker);
    }

    private static List<Double> together(ExecutorService workers, Work work) {
        List<CompletableFuture<List<Double>>> all = IntStream.range(0, WORKERS)
                .mapToObj(worker -> CompletableFuture.supplyAsync(() -> work.of(worker), workers))
                .toList();
        return all.stream().flatMap(one -> one.join().stream()).toList();
    }
}

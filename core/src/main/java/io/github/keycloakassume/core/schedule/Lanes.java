package io.github.keycloakassume.core.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Does jobs side by side, of each lane only a few at a time, lane by lane in turn: a lane in which nothing moves holds up no
 * other. A job that
 * is waiting or being done already is not taken twice.
 */
public final class Lanes {

    private final Executor executor;
    private final int most;
    private final int mostOfLane;
    private final Map<Set<String>, Deque<Job>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> occupied = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Integer> lengths = new HashMap<>();
    private int running;

    /**
     * Lanes without jobs.
     *
     * @param most how many jobs at a time
     * @param mostOfLane how many of them may be on the same lane
     */
    public Lanes(Executor executor, int most, int mostOfLane) {
        this.executor = executor;
        this.most = most;
        this.mostOfLane = mostOfLane;
    }

    /**
     * Something to do.
     *
     * @param id tells it from all others
     * @param lanes what it may have to wait for
     */
    public record Job(String id, Set<String> lanes, Runnable work) {
        public Job {
            lanes = Set.copyOf(lanes);
        }
    }

    public synchronized boolean knows(String id) {
        return known.contains(id);
    }

    /** How many jobs wait or are being done. */
    public synchronized int size() {
        return known.size();
    }

    /** How many jobs of that lane wait or are being done. */
    public synchronized int size(String lane) {
        return lengths.getOrDefault(lane, 0);
    }

    public synchronized void add(Job job) {
        if (known.add(job.id())) {
            job.lanes().forEach(lane -> lengths.merge(lane, 1, Integer::sum));
            waiting.computeIfAbsent(job.lanes(), lanes -> new ArrayDeque<>()).add(job);
            startWhatMay();
        }
    }

    private void startWhatMay() {
        Optional<Map.Entry<Set<String>, Deque<Job>>> next = next();
        while (next.isPresent()) {
            Set<String> lanes = next.get().getKey();
            Deque<Job> jobs = next.get().getValue();
            waiting.remove(lanes);
            start(jobs.remove());
            if (!jobs.isEmpty()) {
                // Behind all others: a lane that is never empty must not starve them.
                waiting.put(lanes, jobs);
            }
            next = next();
        }
    }

    private Optional<Map.Entry<Set<String>, Deque<Job>>> next() {
        return running < most
                ? waiting.entrySet().stream()
                        .filter(jobs -> isFree(jobs.getKey()))
                        .findFirst()
                : Optional.empty();
    }

    private boolean isFree(Set<String> lanes) {
        return lanes.stream().allMatch(lane -> occupied.getOrDefault(lane, 0) < mostOfLane);
    }

    private void start(Job job) {
        running++;
        job.lanes().forEach(lane -> occupied.merge(lane, 1, Integer::sum));
        executor.execute(() -> run(job));
    }

    private void run(Job job) {
        try {
            job.work().run();
        } finally {
            finished(job);
        }
    }

    private synchronized void finished(Job job) {
        running--;
        known.remove(job.id());
        job.lanes().forEach(lane -> {
            decrement(occupied, lane);
            decrement(lengths, lane);
        });
        startWhatMay();
    }

    private static void decrement(Map<String, Integer> counts, String lane) {
        counts.computeIfPresent(lane, (key, count) -> count == 1 ? null : count - 1);
    }
}

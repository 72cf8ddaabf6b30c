package io.github.keycloakassume.impersonation.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Does jobs side by side, of each lane only a few at a time: a lane in which nothing moves holds up no other. A job that
 * is waiting or being done already is not taken twice.
 */
public final class Lanes {

    private final Executor executor;
    private final int most;
    private final int mostOfLane;
    private final Map<Set<String>, Deque<Job>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> occupied = new HashMap<>();
    private final Set<String> known = new HashSet<>();
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

    public synchronized void add(Job job) {
        if (known.add(job.id())) {
            waiting.computeIfAbsent(job.lanes(), lanes -> new ArrayDeque<>()).add(job);
            startWhatMay();
        }
    }

    private void startWhatMay() {
        waiting.forEach((lanes, jobs) -> {
            while (!jobs.isEmpty() && running < most && isFree(lanes)) {
                start(jobs.remove());
            }
        });
        waiting.values().removeIf(Deque::isEmpty);
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
        job.lanes().forEach(lane -> occupied.computeIfPresent(lane, (key, count) -> count == 1 ? null : count - 1));
        startWhatMay();
    }
}

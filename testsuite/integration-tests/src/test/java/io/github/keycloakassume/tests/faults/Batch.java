package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.KeycloakNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Use cases that are done at the same time; either all by time, or none. */
final class Batch {

    private static final long PATIENCE_SECONDS = 90;
    private static final Duration PAST_THE_TIME = EngineUseCases.UNTIL_ITS_TIME.plusMinutes(2);

    private final Ground ground;
    private final List<Attempt> attempts;
    private int stood;

    private Batch(Ground ground, List<Attempt> attempts) {
        this.ground = ground;
        this.attempts = attempts;
    }

    static Batch prepared(Ground ground, List<UseCase> useCases) {
        Map<UseCase, Task> tasks = new HashMap<>();
        // The first at last: a link to start works for a minute.
        for (int last = useCases.size() - 1; last >= 0; last--) {
            tasks.put(useCases.get(last), useCases.get(last).prepare().apply(ground));
        }
        Snapshot snapshot = Waiting.until(ground, Duration.ofSeconds(30), now -> now.isQuiet(tasks.values()));
        return new Batch(
                ground,
                useCases.stream()
                        .map(useCase -> new Attempt(useCase, Objects.requireNonNull(tasks.get(useCase)), snapshot))
                        .toList());
    }

    List<Attempt> attempts() {
        return attempts;
    }

    int size() {
        return attempts.size();
    }

    boolean isByTime() {
        return attempts.stream().anyMatch(attempt -> attempt.useCase().isByTime());
    }

    /** By which the transactions of all of these are known. */
    Collection<String> writes() {
        return attempts.stream().map(attempt -> attempt.useCase().writes()).collect(Collectors.toSet());
    }

    /** Has that node do all of it, without waiting. */
    void begin(KeycloakNode node, boolean heard) {
        if (isByTime()) {
            ground.time().forward(node, PAST_THE_TIME);
        } else {
            attempts.forEach(attempt -> attempt.begin(node, heard));
        }
    }

    /** Waits for the answers that come. */
    void hear() {
        if (!isByTime()) {
            attempts.forEach(attempt -> attempt.hear(PATIENCE_SECONDS));
        }
    }

    void loseAnswers() {
        attempts.forEach(Attempt::lose);
    }

    /** How many were at the named point when it happened. */
    void stood(int count) {
        stood = count;
    }

    int stood() {
        return stood;
    }

    Collection<Task> tasks() {
        return attempts.stream().map(Attempt::task).toList();
    }

    /** Whether those are done that no answer waits for. */
    boolean areDone(Snapshot now) {
        return attempts.stream().allMatch(attempt -> attempt.isDone(now));
    }
}

package io.github.keycloakassume.tests.faults;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Once nothing is wrong any more: what is not done is done again, and what came of it is counted. */
final class Verdict {

    private static final Duration TO_BE_DONE_AGAIN = Duration.ofSeconds(45);

    /** A telling that a node died over is taken on after 30 seconds, a mail is tried again after 30. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(110);

    private final Ground ground;
    private final Batch batch;
    private final Map<Attempt, Counts> counts = new LinkedHashMap<>();
    private final Set<Attempt> unanswered = new HashSet<>();

    Verdict(Ground ground, Batch batch) {
        this.ground = ground;
        this.batch = batch;
    }

    /** How many were there when it happened. */
    int stood() {
        return batch.stood();
    }

    /** What there is once all is at rest, to compare with. */
    Map<String, Facts> facts() {
        finish();
        Waiting.until(ground, TO_SETTLE, now -> now.isQuiet(batch.tasks()) && batch.areDone(now));
        Waiting.aFewRounds();
        Snapshot last = Snapshot.of(ground);
        batch.attempts().stream().filter(attempt -> !attempt.isDone(last)).forEach(attempt -> {
            throw new IllegalStateException("not done, though nothing goes wrong: "
                    + attempt.useCase().name() + ", answered " + attempt.status());
        });
        Map<String, Facts> facts = new LinkedHashMap<>();
        batch.attempts().forEach(attempt -> facts.put(attempt.useCase().name(), last.of(attempt.task())));
        return facts;
    }

    /** The counts of each use case. */
    Map<String, Counts> counts(Map<String, Facts> without) {
        finish();
        Waiting.until(
                ground,
                TO_SETTLE,
                now -> batch.attempts().stream()
                        .allMatch(attempt -> compared(attempt, now, without).isGood()
                                || kept(attempt, now, without).isPresent()));
        // What comes twice may come late.
        Waiting.aFewRounds();
        Snapshot last = Snapshot.of(ground);
        Map<String, Counts> all = new LinkedHashMap<>();
        for (Attempt attempt : batch.attempts()) {
            Optional<Promise> kept = kept(attempt, last, without);
            Counts seen = counts.getOrDefault(attempt, Counts.NONE)
                    .plus(kept.map(promise -> Counts.NONE.promised(1, promise.name()))
                            .orElseGet(() -> compared(attempt, last, without)));
            List<Hold> holds = kept.map(Promise::holds).orElse(attempt.task().holds());
            all.put(attempt.useCase().name(), seen.plus(held(holds, false)));
        }
        return all;
    }

    private static Counts held(List<Hold> holds, boolean soon) {
        Counts seen = Counts.NONE;
        for (Hold hold : holds) {
            if (hold.isSoon() == soon) {
                seen = seen.stranded(hold.isSo() ? 0 : 1, "not so: " + hold.name());
            }
        }
        return seen;
    }

    private Counts compared(Attempt attempt, Snapshot now, Map<String, Facts> without) {
        Facts expected = without.get(attempt.useCase().name());
        return expected == null
                ? Counts.NONE.lost(1, "nothing to compare with")
                : now.of(attempt.task()).comparedWith(expected);
    }

    /** What is promised of a use case that was not answered, if that is what came of it. */
    private Optional<Promise> kept(Attempt attempt, Snapshot now, Map<String, Facts> without) {
        Facts expected = without.get(attempt.useCase().name());
        return Optional.ofNullable(attempt.task().promise())
                .filter(promise -> expected != null
                        && unanswered.contains(attempt)
                        && now.of(attempt.task())
                                .comparedWith(promise.instead().apply(expected))
                                .isGood());
    }

    /** In the order of the table: the first must not wait. */
    private void finish() {
        if (batch.isByTime()) {
            // The other node, and the one that was started again, go there too.
            ground.awaitSecond();
            ground.time().forward(Duration.ZERO);
            return;
        }
        batch.attempts().stream().filter(attempt -> !attempt.wasSaidDone()).forEach(unanswered::add);
        for (Attempt attempt : batch.attempts()) {
            Counts seen = atOnce(attempt);
            counts.put(attempt, again(attempt, seen).plus(held(attempt.task().holds(), true)));
        }
    }

    /** Before anything is done again, the record and the access say the same. */
    private Counts atOnce(Attempt attempt) {
        Access access = attempt.task().access();
        if (access == null) {
            return Counts.NONE;
        }
        boolean wasEnded = Snapshot.of(ground).isEnded(access.impersonation());
        boolean opens = access.opens();
        boolean isEnded = Snapshot.of(ground).isEnded(access.impersonation());
        return Counts.NONE
                .stranded(wasEnded && opens ? 1 : 0, "access that opens though the record says ended")
                .stranded(
                        !isEnded && !opens && access.isOpenUntilTheEnd() ? 1 : 0,
                        "a record that runs, and access that does not open");
    }

    private Counts again(Attempt attempt, Counts seen) {
        boolean isDone = attempt.isDone(Snapshot.of(ground));
        boolean isForm = attempt.useCase().kind() == UseCase.Kind.FORM;
        if (!isForm && (isDone || attempt.wasSaidDone())) {
            return seen;
        }
        int[] last = {0};
        Waiting.until(TO_BE_DONE_AGAIN, () -> {
            attempt.begin(ground.first(), true);
            attempt.hear(TO_BE_DONE_AGAIN.toSeconds());
            last[0] = attempt.status();
            return attempt.isDone(Snapshot.of(ground));
        });
        return seen.stranded(attempt.isDone(Snapshot.of(ground)) ? 0 : 1, "cannot be done again, answered " + last[0]);
    }
}

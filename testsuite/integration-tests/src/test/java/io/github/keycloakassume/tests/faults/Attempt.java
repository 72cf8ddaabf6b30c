package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.KeycloakNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One use case of a batch, and what it was answered. */
final class Attempt {

    private static final int NO_ANSWER = 0;

    private final UseCase useCase;
    private final Task task;
    private final int before;
    private CompletableFuture<Integer> answer = CompletableFuture.completedFuture(NO_ANSWER);
    private int status = NO_ANSWER;

    Attempt(UseCase useCase, Task task, Snapshot prepared) {
        this.useCase = useCase;
        this.task = task;
        this.before = prepared.actions(task, useCase.writes());
    }

    UseCase useCase() {
        return useCase;
    }

    Task task() {
        return task;
    }

    void begin(KeycloakNode node, boolean heard) {
        answer = task.act().at(node, heard);
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    /** Waits for the answer, if one comes in time. */
    void hear(long seconds) {
        try {
            status = answer.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            status = NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }

    /** The answer did not arrive. */
    void lose() {
        status = NO_ANSWER;
    }

    boolean wasSaidDone() {
        return status >= 200 && status < 400;
    }

    int status() {
        return status;
    }

    boolean isDone(Snapshot now) {
        return now.actions(task, useCase.writes()) > before;
    }
}

package io.github.keycloakassume.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process with all it started. {@code kc.sh} does not replace itself by Java, so ending the process alone would leave
 * the server behind. Ends with this JVM at the latest.
 */
final class ProcessTree implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Process process;
    private final Thread hook;

    private ProcessTree(Process process) {
        this.process = process;
        this.hook = new Thread(this::terminate, "stop-process-" + process.pid());
    }

    static ProcessTree of(Process process) {
        var tree = new ProcessTree(process);
        try {
            Runtime.getRuntime().addShutdownHook(tree.hook);
        } catch (IllegalStateException e) {
            // The JVM is going down and takes no more hooks: nobody else would end this process.
            tree.terminate();
            throw e;
        }
        return tree;
    }

    /** Waits for the process to end by itself. */
    boolean awaitExit(long time, TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeycloakStartException("Interrupted while waiting for process " + process.pid(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitValue() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL at once, as if the machine had lost power. */
    void kill() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        await(all, GRACE);
        forgetHook();
    }

    /** SIGSTOP: the machine stands still, and its connections stay open. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT: it goes on where it stood. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        List<String> command = Stream.concat(
                        Stream.of("kill", "-" + name), all().stream().map(member -> Long.toString(member.pid())))
                .toList();
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot signal process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while signalling process " + process.pid(), e);
        }
    }

    /** Asks all to end and kills what is still there after a while. */
    @Override
    public void close() {
        terminate();
        forgetHook();
    }

    private void terminate() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroy);
        if (!await(all, GRACE)) {
            all.forEach(ProcessHandle::destroyForcibly);
            await(all, GRACE);
        }
    }

    private List<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private static boolean await(List<ProcessHandle> processes, Duration time) {
        var exits = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            // Not waiting any longer is right; leaving the processes running is not.
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot watch the end of a process", e);
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down: the hook runs anyway and finds nothing left to end.
            return;
        }
    }
}

package io.github.keycloakassume.demo;

import io.github.keycloakassume.demo.web.Resource;
import io.github.keycloakassume.server.KeycloakStartException;
import io.github.keycloakassume.server.PortTakenException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The demo's main class, started by the script {@code ./demo}. */
public final class Demo {

    private final PrintStream out;
    private volatile boolean stopping;

    private Demo(PrintStream out) {
        this.out = out;
    }

    /** Runs until Ctrl-C; the exit code tells whether it could. */
    public static void main(String[] arguments) {
        System.exit(new Demo(System.out).exitCode(List.of(arguments)));
    }

    private int exitCode(List<String> arguments) {
        try {
            run(DemoOptions.parse(arguments));
            return 0;
        } catch (DemoFailure failure) {
            return complain(failure.exitCode(), failure.explanation());
        } catch (PortTakenException | KeycloakStartException failure) {
            return complain(1, String.valueOf(failure.getMessage()));
        } catch (IOException | UncheckedIOException failure) {
            return complain(1, "The demo could not read or write a file: " + failure);
        } catch (IllegalStateException failure) {
            if (!stopping) {
                throw failure;
            }
            // Started something while the JVM was going down, which it refuses.
            return 1;
        }
    }

    /** What fails while everything is being stopped is no news. */
    private int complain(int exitCode, String explanation) {
        if (!stopping) {
            System.err.println();
            System.err.println("demo: " + explanation);
        }
        return exitCode;
    }

    private void run(DemoOptions options) throws IOException {
        if (options.help()) {
            out.print(Resource.text("usage.txt"));
            return;
        }
        DemoFiles files = DemoFiles.fromSystemProperties();
        try (DataFolder folder = DataFolder.hold(files.dataFolder())) {
            for (DemoPort port : DemoPort.values()) {
                port.requireFree(options.port(port));
            }
            if (options.fresh()) {
                progress("Deleting the data of earlier starts");
                folder.clear();
            }
            folder.requireSamePorts(options);
            runUntilStopped(files, options);
        }
    }

    private void runUntilStopped(DemoFiles files, DemoOptions options) throws IOException {
        try (var demo = new RunningDemo(files, options, this::progress)) {
            // Ctrl-C and kill end a JVM by its hooks; the way back through this method is for failures alone.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "stop-demo"));
            Addresses addresses = demo.start();
            out.println(addresses.announcement());
            ProcessHandle.of(addresses.server().pid())
                    .ifPresent(keycloak -> keycloak.onExit().join());
            throw DemoFailure.obstacle("Keycloak has ended by itself. Its log, "
                    + addresses.server().log() + ", may say why.");
        }
    }

    private void stop(RunningDemo demo) {
        boolean failed = demo.isClosed();
        stopping = true;
        if (failed) {
            return;
        }
        progress("Stopping");
        demo.close();
        // Whatever was just being started is known to nobody yet.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        progress("Stopped");
    }

    private void progress(String what) {
        out.println("demo: " + what);
        out.flush();
    }
}

package io.github.keycloakassume.benchmark;

import io.github.keycloakassume.server.KeycloakHome;
import io.github.keycloakassume.server.KeycloakServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Keycloak with what we ship, as a local process in production mode. */
record Node(KeycloakServer server) implements AutoCloseable {

    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin";

    /** The heap of each, so that what grows is seen. */
    static final String HEAP = "-Xms512m -Xmx512m";

    static Node start(String name, Postgres.Database database) {
        Path work = Setting.path("work");
        KeycloakHome home = KeycloakHome.unpack(
                Setting.path("keycloak"), work.resolve("keycloak").resolve(Setting.text("keycloak-version")));
        home.install(Setting.path("zip"));
        home.build(List.of("--db=postgres", "--cache=local"));
        return new Node(KeycloakServer.builder(home)
                .options(database.serverOptions())
                // One agent does here what a thousand do elsewhere.
                .options(
                        "--spi-assume-rates--trail--starts-per-hour=100000",
                        "--spi-assume-rates--trail--pending-starts=100000")
                .environment("JAVA_OPTS_KC_HEAP", HEAP)
                .bootstrapAdmin(ADMIN, ADMIN_PASSWORD)
                // On a busy machine too: what counts comes later.
                .startupTimeout(Duration.ofMinutes(10))
                .logFile(work.resolve("server-logs").resolve(name + ".log"))
                .start());
    }

    URI url() {
        return server.baseUrl();
    }

    /** Used heap in megabytes, garbage and all. */
    double heap() {
        return Http.text(URI.create(server.managementUrl() + "/metrics"))
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / 1_048_576;
    }

    /** Used heap in megabytes after a full collection. */
    double liveHeap() {
        Commands.run("jcmd", String.valueOf(process().pid()), "GC.run");
        return heap();
    }

    /** Seconds of one processor that it has used so far. */
    double processorTime() {
        return process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private ProcessHandle process() {
        return ProcessHandle.of(server.pid())
                .flatMap(shell -> shell.children().findFirst().or(() -> Optional.of(shell)))
                .orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}

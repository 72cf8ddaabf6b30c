package io.github.keycloakassume.benchmark;

import io.github.keycloakassume.server.KeycloakHome;
import io.github.keycloakassume.server.KeycloakServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Keycloak, as a local process in production mode. */
record Node(KeycloakServer server, Duration startedIn) implements AutoCloseable {

    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin";

    /** The heap of each, so that what grows is seen. */
    static final String HEAP = "-Xms512m -Xmx512m";

    /** Passwords are quick to check: what Keycloak does besides is measured. */
    private static final List<String> QUICK_PASSWORDS =
            List.of("--spi-password-hashing--argon2--iterations=1", "--spi-password-hashing--argon2--memory=64");

    private static final double MEGABYTE = 1_048_576;

    /** What is installed, and how it is built. */
    enum Kind {
        /** With what we ship. */
        OURS("", ""),
        /** As it comes. */
        STOCK("-stock", ""),
        /** As it comes, with its deprecated impersonation by token exchange, whose permissions are those of version 1. */
        STOCK_V1("-stock-v1", "--features=token-exchange,admin-fine-grained-authz:v1");

        private final String suffix;
        private final String features;

        Kind(String suffix, String features) {
            this.suffix = suffix;
            this.features = features;
        }

        private KeycloakHome home() {
            KeycloakHome home = KeycloakHome.unpack(
                    Setting.path("keycloak"),
                    Setting.path("work").resolve("keycloak").resolve(Setting.text("keycloak-version") + suffix));
            if (this == OURS) {
                home.install(Setting.path("zip"));
            }
            home.build(Stream.of("--db=postgres", "--cache=local", features)
                    .filter(option -> !option.isEmpty())
                    .toList());
            return home;
        }

        /** One agent does here what a thousand do elsewhere. */
        private List<String> options() {
            return this == OURS
                    ? List.of(
                            "--spi-assume-rates--trail--starts-per-hour=100000",
                            "--spi-assume-rates--trail--pending-starts=100000")
                    : List.of();
        }
    }

    /** With what we ship. */
    static Node start(String name, Postgres.Database database) {
        return start(name, Kind.OURS, database, List.of());
    }

    /** With quick passwords, to be compared with another kind. */
    static Node start(Kind kind, Postgres.Database database) {
        return start("load" + kind.suffix, kind, database, QUICK_PASSWORDS);
    }

    private static Node start(String name, Kind kind, Postgres.Database database, List<String> options) {
        KeycloakServer.Builder builder = KeycloakServer.builder(kind.home())
                .options(database.serverOptions())
                .options(kind.options())
                .options(options)
                .environment("JAVA_OPTS_KC_HEAP", HEAP)
                .bootstrapAdmin(ADMIN, ADMIN_PASSWORD)
                // On a busy machine too: what counts comes later.
                .startupTimeout(Duration.ofMinutes(10))
                .logFile(Setting.path("work").resolve("server-logs").resolve(name + ".log"));
        long before = System.nanoTime();
        return new Node(builder.start(), Duration.ofNanos(System.nanoTime() - before));
    }

    URI url() {
        return server.baseUrl();
    }

    /** Used heap in megabytes, garbage and all. */
    double heap() {
        return metric("jvm_memory_used_bytes{area=\"heap\"") / MEGABYTE;
    }

    /** Used heap in megabytes after a full collection. */
    double liveHeap() {
        Commands.run("jcmd", String.valueOf(process().pid()), "GC.run");
        return heap();
    }

    /** Used memory outside of the heap in megabytes: classes and compiled code. */
    double nonHeap() {
        return metric("jvm_memory_used_bytes{area=\"nonheap\"") / MEGABYTE;
    }

    /** What the process has of the machine's memory, in megabytes. */
    double resident() {
        return Double.parseDouble(Commands.run(
                        "ps", "-o", "rss=", "-p", String.valueOf(process().pid())))
                / 1_024;
    }

    /** Bytes that have been allocated so far: up to the last collection, and in the young generation since then. */
    double allocated() {
        return metric("jvm_gc_memory_allocated_bytes_total")
                + metric("jvm_memory_used_bytes{area=\"heap\",id=\"G1 Eden Space\"");
    }

    private double metric(String start) {
        return Http.text(URI.create(server.managementUrl() + "/metrics"))
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
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

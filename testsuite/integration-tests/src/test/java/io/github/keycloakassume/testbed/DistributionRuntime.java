package io.github.keycloakassume.testbed;

import io.github.keycloakassume.server.KeycloakHome;
import io.github.keycloakassume.server.KeycloakServer;
import io.github.keycloakassume.server.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keycloak's own distribution as local processes, in production mode: built once for each set of build options. */
final class DistributionRuntime implements KeycloakRuntime {

    /** Tests log in thousands of times: what makes a password hard to guess would take most of the processor. */
    private static final List<String> CHEAP_PASSWORDS =
            List.of("--spi-password-hashing--argon2--iterations=1", "--spi-password-hashing--argon2--memory=64");

    private final KeycloakHomes homes = new KeycloakHomes();

    @Override
    public RunningKeycloak start(ServerSpec spec, @Nullable Database database) {
        return start(Ports.free(), spec, database);
    }

    @Override
    public RunningKeycloak startAt(URI address, ServerSpec spec, @Nullable Database database) {
        return start(address.getPort(), spec, database);
    }

    /** All nodes call themselves by the first one's address, as behind a load balancer. */
    private RunningKeycloak start(int firstPort, ServerSpec spec, @Nullable Database database) {
        KeycloakHome home = homes.of(spec);
        var nodes = new ArrayList<KeycloakNode>();
        for (int number = 1; number <= spec.nodes(); number++) {
            int port = number == 1 ? firstPort : Ports.free();
            var options = new ArrayList<>(CHEAP_PASSWORDS);
            if (database != null) {
                options.addAll(database.serverOptions());
            }
            if (KeycloakHomes.clustered(spec)) {
                options.addAll(clusterOptions(firstPort));
            }
            options.addAll(Deployment.withPort(spec.options(), firstPort));
            nodes.add(startNode(home, port, Deployment.path(spec.buildOptions()), options));
        }
        return new RunningKeycloak(nodes, "127.0.0.1", database);
    }

    @Override
    public Optional<String> objection(ServerSpec spec) {
        return Optional.empty();
    }

    private static KeycloakNode startNode(KeycloakHome home, int port, String path, List<String> options) {
        return new ProcessNode(
                KeycloakServer.builder(home)
                        .httpPort(port)
                        .options(options)
                        .bootstrapAdmin(RunningKeycloak.ADMIN, RunningKeycloak.ADMIN_PASSWORD)
                        // Test servers live for minutes: the quick compiler alone starts them sooner.
                        .environment("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1")
                        // Keycloak would take a share of the machine's memory for each of them.
                        .environment("JAVA_OPTS_KC_HEAP", "-Xms256m -Xmx1g")
                        .logFile(Artifacts.directory().resolve("server-logs").resolve("server-" + port + ".log")),
                path);
    }

    private static List<String> clusterOptions(int firstPort) {
        return List.of(
                "--cache-stack=jdbc-ping",
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--cache-embedded-network-bind-port=" + Ports.free(),
                "--hostname=" + URI.create("http://localhost:" + firstPort),
                "--hostname-backchannel-dynamic=true");
    }

    private static final class ProcessNode implements KeycloakNode {

        private final KeycloakServer.Builder description;
        private final String path;
        private volatile KeycloakServer server;

        ProcessNode(KeycloakServer.Builder description, String path) {
            this.description = description;
            this.path = path;
            this.server = description.start();
        }

        @Override
        public void startAgain() {
            server = description.start();
        }

        @Override
        public URI baseUrl() {
            return URI.create(server.baseUrl() + path);
        }

        @Override
        public URI managementUrl() {
            return server.managementUrl();
        }

        @Override
        public void copyLog(Path target) {
            TextFile.copy(server.log(), target);
        }

        @Override
        public boolean isAlive() {
            return server.isAlive();
        }

        @Override
        public void kill() {
            server.kill();
        }

        @Override
        public void pause() {
            server.pause();
        }

        @Override
        public void resume() {
            server.resume();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

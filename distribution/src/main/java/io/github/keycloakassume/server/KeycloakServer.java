package io.github.keycloakassume.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A running Keycloak process. Closing it ends the process and everything it started; so does the end of this JVM. */
public final class KeycloakServer implements AutoCloseable {

    /** How the process is started. */
    public enum Mode {
        /** {@code start-dev}: builds itself, plain HTTP, no caching of themes. */
        START_DEV,
        /** {@code start --optimized}: production mode; {@link KeycloakHome#build} must have been called. */
        START_OPTIMIZED;

        private List<String> command() {
            return this == START_DEV ? List.of("start-dev") : List.of("start", "--optimized");
        }
    }

    private final ProcessTree process;
    private final URI baseUrl;
    private final URI managementUrl;
    private final Path log;

    private KeycloakServer(ProcessTree process, URI baseUrl, URI managementUrl, Path log) {
        this.process = process;
        this.baseUrl = baseUrl;
        this.managementUrl = managementUrl;
        this.log = log;
    }

    /** Starts the description of a server in this home. */
    public static Builder builder(KeycloakHome home) {
        return new Builder(home);
    }

    /** Where browsers and applications reach it, without a trailing slash. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Where health and metrics are, without a trailing slash. */
    public URI managementUrl() {
        return managementUrl;
    }

    /** What the process wrote. */
    public Path log() {
        return log;
    }

    /** The process id of {@code kc.sh}, the parent of the Java process. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does: no shutdown, no goodbye to other nodes. */
    public void kill() {
        process.kill();
    }

    /** Lets it stand still as a frozen virtual machine does: it answers nothing and keeps its connections, until {@link #resume}. */
    public void pause() {
        process.pause();
    }

    /** Lets it go on where it stood. */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.close();
    }

    /** What to start and how; everything but the home has a default. */
    public static final class Builder {

        private final KeycloakHome home;
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private String host = "127.0.0.1";
        private String publicHost = "localhost";
        private int httpPort;
        private int managementPort;
        private Mode mode = Mode.START_OPTIMIZED;
        private @Nullable Path logFile;
        private Duration startupTimeout = Duration.ofMinutes(3);

        private Builder(KeycloakHome home) {
            this.home = home;
        }

        /** The address to listen on; the default is 127.0.0.1. */
        public Builder host(String address) {
            host = address;
            return this;
        }

        /** The name in {@link KeycloakServer#baseUrl()}; the default is localhost, where browsers accept Secure cookies. */
        public Builder publicHost(String name) {
            publicHost = name;
            return this;
        }

        /** The port of the server; 0, the default, takes a free one. */
        public Builder httpPort(int port) {
            httpPort = port;
            return this;
        }

        /** The port of health and metrics; 0, the default, takes a free one. */
        public Builder managementPort(int port) {
            managementPort = port;
            return this;
        }

        /** Production or development mode; the default is production. */
        public Builder mode(Mode wanted) {
            mode = wanted;
            return this;
        }

        /** Adds options to the command line; they win over those of the launcher. */
        public Builder options(List<String> more) {
            options.addAll(more);
            return this;
        }

        /** Adds options to the command line; they win over those of the launcher. */
        public Builder options(String... more) {
            return options(List.of(more));
        }

        /** Sets an environment variable of the process. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** The administrator that an empty database gets. */
        public Builder bootstrapAdmin(String username, String password) {
            return environment("KC_BOOTSTRAP_ADMIN_USERNAME", username)
                    .environment("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        }

        /** Where its output goes; the default is {@code data/log/server-<port>.log} in the home. */
        public Builder logFile(Path file) {
            logFile = file;
            return this;
        }

        /** How long it may take to become ready. */
        public Builder startupTimeout(Duration timeout) {
            startupTimeout = timeout;
            return this;
        }

        /**
         * Starts the process and waits until it is ready to answer.
         *
         * @throws PortTakenException when a chosen port is in use
         * @throws KeycloakStartException when it ends or does not become ready
         */
        public KeycloakServer start() {
            int http = portOrFree(httpPort);
            int management = portOrFree(managementPort);
            Path log = Objects.requireNonNullElse(logFile, home.directory().resolve("data/log/server-" + http + ".log"))
                    .toAbsolutePath();
            var server = new KeycloakServer(
                    ProcessTree.of(launch(http, management, log)),
                    URI.create("http://" + publicHost + ":" + http),
                    URI.create("http://" + host + ":" + management),
                    log);
            try {
                new Readiness(server.process, server.managementUrl, log).await(startupTimeout);
                return server;
            } catch (KeycloakStartException e) {
                server.close();
                throw e;
            }
        }

        private int portOrFree(int port) {
            if (port == 0) {
                return Ports.free();
            }
            Ports.requireFree(host, port);
            return port;
        }

        private Process launch(int http, int management, Path log) {
            try {
                Files.createDirectories(Objects.requireNonNull(log.getParent(), "log file without a folder"));
                return home.command(environment, arguments(http, management))
                        .redirectOutput(log.toFile())
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot start Keycloak in " + home.directory(), e);
            }
        }

        private List<String> arguments(int http, int management) {
            var byName = new LinkedHashMap<String, String>();
            put(byName, "--http-enabled=true");
            put(byName, "--http-host=" + host);
            put(byName, "--http-port=" + http);
            put(byName, "--http-management-host=" + host);
            put(byName, "--http-management-port=" + management);
            put(byName, "--hostname-strict=false");
            put(byName, "--shutdown-delay=0s");
            put(byName, "--shutdown-timeout=1s");
            if (mode == Mode.START_DEV) {
                put(byName, "--health-enabled=true");
                put(byName, "--metrics-enabled=true");
            }
            options.forEach(option -> put(byName, option));
            var arguments = new ArrayList<>(mode.command());
            arguments.addAll(byName.values());
            return arguments;
        }

        /** Keycloak refuses an option that is given twice. */
        private static void put(Map<String, String> byName, String option) {
            int equals = option.indexOf('=');
            byName.put(equals < 0 ? option : option.substring(0, equals), option);
        }
    }
}

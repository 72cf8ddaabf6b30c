package io.github.keycloakassume.testbed;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Keycloak's container image through testcontainers-keycloak, our JARs copied in. One node, its own H2. */
final class ContainerRuntime implements KeycloakRuntime {

    /** The machine that the tests run on, by Docker's usual name for it. */
    private static final String TEST_HOST = "host.docker.internal";

    private final String image;

    ContainerRuntime(String image) {
        this.image = image;
    }

    @Override
    public RunningKeycloak start(ServerSpec spec, @Nullable Database database) {
        var container = new KeycloakContainer(image)
                .withAdminUsername(RunningKeycloak.ADMIN)
                .withAdminPassword(RunningKeycloak.ADMIN_PASSWORD)
                .withExtraHost(TEST_HOST, "host-gateway")
                .withProviderLibsFrom(providers(spec));
        spec.buildOptions().forEach(container::withCustomCommand);
        spec.options().forEach(container::withCustomCommand);
        container.start();
        return new RunningKeycloak(List.of(new ContainerNode(container)), TEST_HOST);
    }

    @Override
    public RunningKeycloak startAt(URI address, ServerSpec spec, @Nullable Database database) {
        throw new IllegalStateException("A container has the address that it is given");
    }

    @Override
    public Optional<String> objection(ServerSpec spec) {
        if (spec.database() != DatabaseKind.H2) {
            return Optional.of("Real databases and several nodes need -Dkeycloak.runtime=distribution");
        }
        return spec.options().equals(Deployment.withPort(spec.options(), 0))
                ? Optional.empty()
                : Optional.of("A host name with a port needs -Dkeycloak.runtime=distribution");
    }

    private static List<File> providers(ServerSpec spec) {
        var jars = new ArrayList<File>();
        jars.add(Artifacts.timeProvider().toFile());
        if (!spec.stock()) {
            jars.addAll(shipped());
        }
        return jars;
    }

    private static List<File> shipped() {
        var jars = new ArrayList<File>();
        Path folder = Artifacts.workshop().resolve("container-providers");
        try (var zip = new ZipFile(Artifacts.zip().toFile())) {
            Files.createDirectories(folder);
            for (var entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".jar")) {
                    Path jar = folder.resolve(Path.of(entry.getName()).getFileName());
                    Files.copy(zip.getInputStream(entry), jar, StandardCopyOption.REPLACE_EXISTING);
                    jars.add(jar.toFile());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take the JARs out of " + Artifacts.zip(), e);
        }
        return jars;
    }

    private record ContainerNode(KeycloakContainer container) implements KeycloakNode {

        @Override
        public URI baseUrl() {
            String url = container.getAuthServerUrl();
            return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        }

        @Override
        public URI managementUrl() {
            return URI.create(container.getMgmtServerUrl());
        }

        @Override
        public void copyLog(Path target) {
            TextFile.write(target, container.getLogs());
        }

        @Override
        public boolean isAlive() {
            return container.isRunning();
        }

        @Override
        public void kill() {
            container
                    .getDockerClient()
                    .killContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void startAgain() {
            throw new IllegalStateException("The data of a container goes with it");
        }

        @Override
        public void pause() {
            container
                    .getDockerClient()
                    .pauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void resume() {
            container
                    .getDockerClient()
                    .unpauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}

package io.github.keycloakassume.testbed;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How servers come to life: as local processes or as containers. */
interface KeycloakRuntime {

    /**
     * Starts a server with our providers installed and waits until it is ready.
     *
     * @param database where its data goes; absent for {@link DatabaseKind#H2}
     */
    RunningKeycloak start(ServerSpec spec, @Nullable Database database);

    /** The same at an address that another server had before. */
    RunningKeycloak startAt(URI address, ServerSpec spec, @Nullable Database database);

    /** Why this runtime cannot have such a server; empty if it can. */
    Optional<String> objection(ServerSpec spec);

    /** The runtime that {@code -Dkeycloak.runtime} names. */
    static KeycloakRuntime selected() {
        String name = Artifacts.property("testbed.runtime");
        return switch (name) {
            case "distribution" -> new DistributionRuntime();
            case "container" -> new ContainerRuntime(Artifacts.property("testbed.image"));
            default ->
                throw new IllegalStateException(
                        "-Dkeycloak.runtime=" + name + " is unknown: distribution or container");
        };
    }
}

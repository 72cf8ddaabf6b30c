package io.github.keycloakassume.testbed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The servers that test classes of one JVM share: one for each kind, the ordinary kind for the whole run, and of all others the
 * two that were asked for last, because each takes memory while it runs.
 */
final class SharedServers implements AutoCloseable {

    private static final int OTHERS = 2;

    private final Function<ServerSpec, RunningKeycloak> start;
    private final Map<ServerSpec, RunningKeycloak> running = new LinkedHashMap<>();

    SharedServers(Function<ServerSpec, RunningKeycloak> start) {
        this.start = start;
    }

    RunningKeycloak of(ServerSpec spec) {
        RunningKeycloak present = running.remove(spec);
        if (present == null) {
            makeRoomFor(spec);
            present = start.apply(spec);
        }
        // The one that was asked for last is the last one in the map.
        running.put(spec, present);
        return present;
    }

    private void makeRoomFor(ServerSpec spec) {
        List<ServerSpec> others = new ArrayList<>(running.keySet());
        others.remove(ServerSpec.ORDINARY);
        if (!spec.equals(ServerSpec.ORDINARY) && others.size() >= OTHERS) {
            Objects.requireNonNull(running.remove(others.get(0)), "running").close();
        }
    }

    @Override
    public void close() {
        running.values().forEach(RunningKeycloak::close);
        running.clear();
    }
}

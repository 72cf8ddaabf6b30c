package io.github.keycloakassume.benchmark;

import java.nio.file.Path;

/** What Maven hands to a run. */
final class Setting {

    private Setting() {}

    static Path path(String name) {
        return Path.of(text(name));
    }

    static int number(String name) {
        return Integer.parseInt(text(name));
    }

    static String text(String name) {
        String value = System.getProperty("benchmark." + name, "");
        if (value.isEmpty() || value.startsWith("${")) {
            throw new IllegalStateException(
                    "System property benchmark." + name + " is not set. Run the benchmarks through Maven: README.md");
        }
        return value;
    }
}

package io.github.keycloakassume.tests.faults;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Some of the faults or of the use cases, to look at these alone. */
record Chosen(List<String> parts) {

    /** Set to one of these, a property chooses all. */
    private static final List<String> ALL = List.of("", "true", "all", "none");

    /** By a system property: parts of names, with commas between them. */
    static Chosen by(String property) {
        String value = System.getProperty(property, "");
        return new Chosen(
                ALL.contains(value)
                        ? List.of()
                        : Arrays.stream(value.split(",")).map(String::strip).toList());
    }

    <T> List<T> of(List<T> all, Function<T, String> name) {
        List<T> chosen = all.stream().filter(one -> isChosen(name.apply(one))).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of these: " + all.stream().map(name).toList());
        }
        return chosen;
    }

    private boolean isChosen(String name) {
        return parts.isEmpty() || parts.stream().anyMatch(name::contains);
    }
}

package io.github.keycloakassume.upgrade;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All of Keycloak that our JARs touch, by the JAR that has it.
 *
 * @param lines of each of Keycloak's JARs
 */
record Surface(SortedMap<String, SortedSet<String>> lines) {

    private static final String HEADER = """
            # What our JARs use of Keycloak's code, read from byte code: one line for each class, method or field and what is done with it,
            # by the JAR of Keycloak that has it. "copied" are constants whose values the compiler has put into our JARs.
            # Not written by hand: docs/upgrading.md says what it is for. It is written anew by
            #   %s
            """;

    /** Writes the surface file anew. */
    static final String COMMAND = "./mvnw verify -DskipITs -pl testsuite/upgrade -am"
            + " -Dtest=SurfaceTest -Dsurefire.failIfNoSpecifiedTests=false -Dsurface=rewrite";

    static Surface of(Set<Use> uses) {
        return new Surface(uses.stream()
                .collect(Collectors.groupingBy(
                        Use::jar, TreeMap::new, Collectors.mapping(Use::text, Collectors.toCollection(TreeSet::new)))));
    }

    static Surface parsed(String file) {
        SortedMap<String, SortedSet<String>> lines = new TreeMap<>();
        String jar = "";
        for (String line : file.lines().toList()) {
            if (line.startsWith("[")) {
                jar = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                lines.computeIfAbsent(jar, name -> new TreeSet<>()).add(line);
            }
        }
        return new Surface(lines);
    }

    String file() {
        return HEADER.formatted(COMMAND)
                + lines.entrySet().stream()
                        .map(jar -> "\n[" + jar.getKey() + "]\n" + String.join("\n", jar.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    /** The lines that another has not. */
    List<String> without(Surface other) {
        Set<String> others = other.all().collect(Collectors.toSet());
        return all().filter(line -> !others.contains(line)).toList();
    }

    private Stream<String> all() {
        return lines.entrySet().stream().flatMap(Surface::withJar);
    }

    private static Stream<String> withJar(Map.Entry<String, SortedSet<String>> jar) {
        return jar.getValue().stream().map(line -> jar.getKey() + ": " + line);
    }
}

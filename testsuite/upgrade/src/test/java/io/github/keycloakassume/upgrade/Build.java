package io.github.keycloakassume.upgrade;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What Maven puts where the tests find it: our JARs as the zip has them, and Keycloak's of each version. */
final class Build {

    private static final Map<Path, Jars> OPENED = new ConcurrentHashMap<>();

    private Build() {}

    /** All that we install into a server, whatever modules that is. */
    static Jars ours() {
        return jars(target().resolve("providers"));
    }

    /** What our JARs are built against. */
    static Jars today() {
        return keycloak(property("upgrade.built-against"));
    }

    /** Keycloak's JARs of one version, as far as there are any to be had. */
    static Jars keycloak(String version) {
        return jars(target().resolve("keycloak").resolve(version));
    }

    /** Libraries that Keycloak ships: its types extend theirs. */
    static Jars libraries() {
        return jars(target().resolve("libraries"));
    }

    /** The files of our JARs, of what they are built against and of the libraries. */
    static List<URL> everything() {
        return Stream.of(ours(), today(), libraries())
                .flatMap(jars -> jars.urls().stream())
                .toList();
    }

    /** The versions that our JARs are to run on, and a look at the next. */
    static List<String> versions() {
        return Stream.of(property("upgrade.versions").split(",")).distinct().toList();
    }

    /** The JARs of Keycloak that a class is in, in whatever version. */
    static Stream<String> jarsOf(String className) {
        return versions().stream().flatMap(version -> keycloak(version).jarOf(className).stream());
    }

    static Path project() {
        return Path.of(property("upgrade.project"));
    }

    static Path docs(String name) {
        return project().resolve("docs").resolve("upgrading").resolve(name);
    }

    /** Whether the build was asked to write the surface file anew. */
    static boolean rewrites() {
        return property("upgrade.surface").equals("rewrite");
    }

    private static Jars jars(Path folder) {
        return OPENED.computeIfAbsent(folder, Jars::below);
    }

    private static Path target() {
        return Path.of(property("upgrade.target"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || value.startsWith("${")) {
            throw new IllegalStateException("System property " + name + " is not set: run this by Maven");
        }
        return value;
    }
}

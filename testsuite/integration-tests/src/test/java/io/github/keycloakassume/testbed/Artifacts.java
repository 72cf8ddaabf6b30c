package io.github.keycloakassume.testbed;

import java.nio.file.Path;

/** The files that Maven hands to the tests. */
public final class Artifacts {

    private Artifacts() {}

    /** The version of Keycloak under test. */
    public static String keycloakVersion() {
        return property("testbed.keycloak-version");
    }

    /** Keycloak's own distribution. */
    public static Path distribution() {
        return Path.of(property("testbed.distribution"));
    }

    /** What we ship. */
    public static Path zip() {
        return Path.of(property("testbed.zip"));
    }

    /** The provider that tests need and nobody else gets. */
    public static Path timeProvider() {
        return Path.of(property("testbed.time-provider"));
    }

    /** Where tests may write what is looked at later: names there are of one test or one server. */
    public static Path directory() {
        return Path.of(property("testbed.directory"));
    }

    /** For servers and databases: each of the JVMs that run tests side by side has its own. */
    static Path workshop() {
        return directory().resolve("fork-" + property("testbed.fork"));
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || value.isEmpty() || value.startsWith("${")) {
            throw new IllegalStateException("System property " + name + " is not set. Run the tests through Maven: "
                    + "mvn verify -pl testsuite/integration-tests -am");
        }
        return value;
    }
}

package io.github.keycloakassume.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the script hands over: Keycloak's zip, our zip, and the folder for the demo's data. */
record DemoFiles(Path keycloakZip, Path providerZip, Path dataFolder) {

    DemoFiles {
        requireFile(keycloakZip);
        requireFile(providerZip);
    }

    static DemoFiles fromSystemProperties() {
        return new DemoFiles(property("demo.keycloak"), property("demo.zip"), property("demo.data"));
    }

    /** One home for each version, so that another version does not find data it cannot read. */
    Path home() {
        String name = keycloakZip.getFileName().toString();
        return dataFolder.resolve(name.replace("-quarkus-dist", "").replace(".zip", ""));
    }

    private static Path property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw DemoFailure.obstacle(
                    "The demo is started with the script ./demo, which tells it where its files are.");
        }
        return Path.of(value);
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw DemoFailure.obstacle(
                    "The file " + file + " is missing. Start the demo with ./demo, which builds it.");
        }
    }
}

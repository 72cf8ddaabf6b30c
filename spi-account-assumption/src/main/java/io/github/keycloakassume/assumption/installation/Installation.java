package io.github.keycloakassume.assumption.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The JARs of Keycloak Assume that are installed. Each has a file with its version.
 *
 * @param own name of this one, as its JAR has it after {@code keycloak-assume-}
 */
record Installation(String own) {

    private static final String VERSIONS = "META-INF/keycloak-assume/";

    /**
     * Requires others of the same version beside this one.
     *
     * @throws IllegalStateException in one sentence, when one is missing or of another version
     */
    void require(String... others) {
        for (String other : others) {
            String version = version(own);
            String found = version(other);
            if (version == null || !version.equals(found)) {
                throw new IllegalStateException(sentence(other, String.valueOf(version), found));
            }
        }
    }

    private String sentence(String other, String version, @Nullable String found) {
        return "Keycloak Assume is not installed as a whole: " + jar(own, version) + " needs " + jar(other, version)
                + " beside it in providers/ and finds " + (found == null ? "none" : "version " + found)
                + "; delete all keycloak-assume JARs there and unpack the zip of one release.";
    }

    private static String jar(String name, String version) {
        return "keycloak-assume-" + name + "-" + version + ".jar";
    }

    private static @Nullable String version(String name) {
        try (InputStream file = Installation.class.getClassLoader().getResourceAsStream(VERSIONS + name)) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

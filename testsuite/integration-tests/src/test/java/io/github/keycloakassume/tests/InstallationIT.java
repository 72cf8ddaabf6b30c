package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakassume.server.KeycloakHome;
import io.github.keycloakassume.server.KeycloakStartException;
import io.github.keycloakassume.testbed.Artifacts;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An installation")
final class InstallationIT {

    private static final List<String> OPTIONS = List.of("--db=dev-mem", "--cache=local");
    private static final String JAR = "keycloak-assume-%s-\\S+\\.jar";

    @Test
    void without_the_core_says_so_in_one_sentence() throws IOException {
        KeycloakHome home = home("without-core");
        Files.delete(jar(home, "core"));

        assertRefused(home, "spi-\\w+(-\\w+)?", "core", "none");
    }

    @Test
    void with_the_core_of_another_version_says_so_in_one_sentence() throws IOException {
        KeycloakHome home = home("other-core");
        try (FileSystem core = FileSystems.newFileSystem(jar(home, "core"))) {
            Files.writeString(core.getPath("META-INF/keycloak-assume/core"), "0.0.1\n");
        }

        assertRefused(home, "spi-\\w+(-\\w+)?", "core", "version 0\\.0\\.1");
    }

    @Test
    void of_grants_without_the_engine_says_so_in_one_sentence() throws IOException {
        KeycloakHome home = home("without-engine");
        Files.delete(jar(home, "spi-impersonation"));

        assertRefused(home, "spi-account-assumption", "spi-impersonation", "none");
    }

    private static void assertRefused(KeycloakHome home, String by, String needed, String found) {
        assertThatThrownBy(() -> home.build(OPTIONS))
                .isInstanceOf(KeycloakStartException.class)
                .hasMessageMatching(
                        "(?s).*Keycloak Assume is not installed as a whole: " + JAR.formatted(by) + " needs "
                                + JAR.formatted(needed) + " beside it in providers/ and finds " + found
                                + "; delete all keycloak-assume JARs there and unpack the zip of one release\\..*");
    }

    /** A home of its own, with what we ship. */
    private static KeycloakHome home(String name) {
        Path all = Artifacts.directory().resolve("keycloak").resolve(Artifacts.keycloakVersion());
        KeycloakHome home = KeycloakHome.unpack(Artifacts.distribution(), all.resolve("distribution"))
                .variant(all.resolve(name));
        home.install(Artifacts.zip());
        return home;
    }

    private static Path jar(KeycloakHome home, String name) throws IOException {
        try (Stream<Path> jars = Files.list(home.directory().resolve("providers"))) {
            return jars.filter(file -> file.getFileName().toString().matches(JAR.formatted(name)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

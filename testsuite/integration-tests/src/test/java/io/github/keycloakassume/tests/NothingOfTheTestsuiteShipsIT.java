package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The zip that we ship")
final class NothingOfTheTestsuiteShipsIT {

    @Test
    @DisplayName(
            "has the core, the engine and what plugs in, and nothing of the test suite, neither as a JAR nor inside one")
    void zip() throws IOException {
        List<String> shipped = entries(Artifacts.zip());

        assertThat(shipped).anyMatch(name -> name.startsWith("providers/keycloak-assume-core-"));
        assertThat(shipped).anyMatch(name -> name.startsWith("providers/keycloak-assume-spi-impersonation-"));
        assertThat(shipped).anyMatch(name -> name.startsWith("providers/keycloak-assume-spi-account-assumption-"));
        assertThat(shipped).noneMatch(NothingOfTheTestsuiteShipsIT::ofTheTestsuite);
    }

    @Test
    @DisplayName("would be caught: the test-only provider is recognised by the same rule")
    void theRuleBites() throws IOException {
        assertThat(entries(Artifacts.timeProvider())).anyMatch(NothingOfTheTestsuiteShipsIT::ofTheTestsuite);
        assertThat(ofTheTestsuite("providers/" + Artifacts.timeProvider().getFileName()))
                .isTrue();
    }

    private static boolean ofTheTestsuite(String entry) {
        return entry.contains("testsuite") || entry.contains("testbed") || entry.contains("time-provider");
    }

    private static List<String> entries(Path archive) throws IOException {
        try (InputStream content = Files.newInputStream(archive)) {
            return entries(new ZipInputStream(content));
        }
    }

    /** All entries, those of archives inside the archive too. */
    private static List<String> entries(ZipInputStream archive) throws IOException {
        var names = new ArrayList<String>();
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            names.add(entry.getName());
            if (entry.getName().endsWith(".jar")) {
                names.addAll(entries(new ZipInputStream(archive)));
            }
        }
        return names;
    }
}

package io.github.keycloakassume.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The security model")
final class SecurityModelTest {

    private static final Path PROJECT = Path.of("..", "..");

    @Test
    void names_for_each_threat_a_test_that_is_there_and_verifies_something() throws IOException {
        SecurityPage page = page();

        assertThat(page.problems(Evidence.ofProject(PROJECT)::against)).isEmpty();
    }

    /** So that a page that is read wrongly does not pass for a page without problems. */
    @Test
    void has_its_sections_and_threats() throws IOException {
        SecurityPage page = page();

        assertThat(page.sectionsWithTables())
                .contains(
                        "Outliving",
                        "Escaping",
                        "Climbing",
                        "Getting in as a vendor",
                        "Hiding",
                        "Learning",
                        "Everyone else");
        assertThat(page.rows()).isGreaterThan(100);
        assertThat(page.claims()).hasSizeGreaterThan(150);
    }

    private static SecurityPage page() throws IOException {
        return new SecurityPage(Files.readString(PROJECT.resolve("docs/security.md")));
    }
}

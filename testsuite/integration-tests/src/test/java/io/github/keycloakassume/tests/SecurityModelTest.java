package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The security model")
final class SecurityModelTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:IT|Test))`");

    @Test
    void names_no_test_that_is_not_there() throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/security.md"));
        Set<String> named = TEST_NAME
                .matcher(page)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(tests()).containsAll(named);
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> modules = Files.walk(PROJECT)) {
            return modules.filter(path -> path.toString().contains("src/test/java"))
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}

package io.github.keycloakassume.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.model.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Error keys")
final class ErrorKeysTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (\\d{3}) \\|.*");
    private static final Pattern BODY_ERROR = Pattern.compile("InvalidBodyException\\((\\d{3}), \"([a-z-]+)\"");
    private static final String PAGE_MESSAGE = "assumeRefused.";

    @Test
    void of_the_code_and_of_the_table_in_the_docs_are_the_same_with_the_same_status() throws IOException {
        Map<String, String> code = Arrays.stream(Refusal.values())
                .collect(Collectors.toMap(Refusal::key, refusal -> Integer.toString(refusal.status())));
        code.putAll(bodyErrors());

        assertThat(table()).isEqualTo(new TreeMap<>(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void that_a_page_shows_have_a_text_and_no_text_is_without_a_key(String language) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(PROJECT.resolve(
                "themes/src/main/resources/theme-resources/messages/messages_" + language + ".properties"))) {
            messages.load(reader);
        }

        assertThat(messages.stringPropertyNames().stream()
                        .filter(name -> name.startsWith(PAGE_MESSAGE))
                        .map(name -> name.substring(PAGE_MESSAGE.length())))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Refusal.values()).map(Refusal::key).toList());
    }

    private static Map<String, String> table() throws IOException {
        try (Stream<String> lines = Files.lines(PROJECT.resolve("docs/errors.md"))) {
            return lines.map(ROW::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
        }
    }

    private static Map<String, String> bodyErrors() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            Map<String, String> found = new TreeMap<>();
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                BODY_ERROR
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(match -> found.put(match.group(2), match.group(1)));
            }
            return found;
        }
    }
}

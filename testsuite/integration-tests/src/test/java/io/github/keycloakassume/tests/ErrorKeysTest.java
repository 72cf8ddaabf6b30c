package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.spi.AssumeModuleFactory;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Error keys")
final class ErrorKeysTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (\\d{3}) \\|.*");
    /** A call that answers an error, up to the end of its statement. */
    private static final Pattern ANSWER =
            Pattern.compile("(?:InvalidBodyException|Answers\\.error|ErrorResponse\\.error)\\(([^;]*);");

    private static final Pattern STATUS_AND_KEY = Pattern.compile(
            "\\s*(?:(\\d{3})|Response\\.Status\\.(\\w+)\\.getStatusCode\\(\\)),\\s*\"([a-z-]+)\".*", Pattern.DOTALL);
    private static final String PAGE_MESSAGE = "assumeRefused.";

    @Test
    void of_the_code_and_of_the_table_in_the_docs_are_the_same_with_the_same_status() throws IOException {
        Map<String, String> code =
                refusals().collect(Collectors.toMap(Refusal::key, refusal -> Integer.toString(refusal.status())));
        code.putAll(writtenErrors());

        assertThat(table()).isEqualTo(new TreeMap<>(code));
    }

    @Test
    void are_found_in_every_module_and_in_every_form() throws IOException {
        assertThat(writtenErrors()).containsEntry("unauthorized", "401").containsEntry("unknown-field", "400");
        assertThatThrownBy(() -> errorsIn("return Answers.error(status(), \"made-up\", List.of());"))
                .isInstanceOf(AssertionError.class);
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
                        refusals().map(Refusal::key).toList());
    }

    /** Of every module that is shipped, as it tells Keycloak. */
    private static Stream<Refusal> refusals() {
        return ServiceLoader.load(AssumeModuleFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(module -> module.refusals().stream());
    }

    private static Map<String, String> table() throws IOException {
        try (Stream<String> lines = Files.lines(PROJECT.resolve("docs/errors.md"))) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
        }
    }

    /** Of every module, for each has resources of its own. */
    private static Map<String, String> writtenErrors() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(PROJECT, 20)) {
            for (Path source : sources.filter(ErrorKeysTest::isShipped).toList()) {
                found.putAll(errorsIn(Files.readString(source)));
            }
        }
        return found;
    }

    private static boolean isShipped(Path file) {
        return file.toString().contains("src/main/java") && file.toString().endsWith(".java");
    }

    private static Map<String, String> errorsIn(String source) {
        Map<String, String> found = new TreeMap<>();
        ANSWER.matcher(source).results().map(call -> call.group(1)).forEach(arguments -> {
            Matcher written = STATUS_AND_KEY.matcher(arguments);
            if (written.matches()) {
                String status = written.group(1) == null
                        ? Integer.toString(
                                Response.Status.valueOf(written.group(2)).getStatusCode())
                        : written.group(1);
                found.put(written.group(3), status);
            } else {
                assertThat(arguments)
                        .as("an error whose key cannot be read off its call")
                        .doesNotContainPattern("\"[a-z][a-z-]+\"");
            }
        });
        return found;
    }
}

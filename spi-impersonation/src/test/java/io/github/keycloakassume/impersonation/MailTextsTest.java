package io.github.keycloakassume.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.model.EndCause;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Texts of mails")
final class MailTextsTest {

    private static final Path RESOURCES = Path.of("..", "themes/src/main/resources/theme-resources");
    private static final Pattern MESSAGE = Pattern.compile("msg\\(\"([A-Za-z.-]+)\"\\)");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void are_there_for_all_that_templates_show(String language) throws IOException {
        for (Path template : templates("text")) {
            assertThat(messages(language).stringPropertyNames())
                    .contains(template.getFileName().toString().replace(".ftl", ".subject"))
                    .containsAll(shown(template));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void are_there_for_every_way_to_end(String language) throws IOException {
        assertThat(messages(language).stringPropertyNames())
                .containsAll(Arrays.stream(EndCause.values())
                        .map(cause -> "assumeMailCause." + cause.wireName())
                        .toList());
    }

    @Test
    void are_the_same_in_german() throws IOException {
        assertThat(messages("de").keySet())
                .containsExactlyInAnyOrderElementsOf(messages("en").keySet());
    }

    @Test
    void are_the_same_in_html_and_plain() throws IOException {
        assertThat(fileNames("html")).isEqualTo(fileNames("text"));
        for (Path template : templates("text")) {
            assertThat(shown(RESOURCES.resolve("templates/html").resolve(template.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(shown(template));
        }
    }

    @Test
    void have_a_sample_each_that_is_rendered() throws IOException {
        assertThat(MailSample.ALL.stream().map(sample -> sample.template() + ".ftl"))
                .containsExactlyInAnyOrderElementsOf(fileNames("text"));
    }

    private static Set<String> fileNames(String kind) throws IOException {
        return templates(kind).stream()
                .map(template -> template.getFileName().toString())
                .collect(Collectors.toSet());
    }

    private static List<String> shown(Path template) throws IOException {
        return MESSAGE.matcher(Files.readString(template))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<Path> templates(String kind) throws IOException {
        try (Stream<Path> templates = Files.list(RESOURCES.resolve("templates").resolve(kind))) {
            return templates.toList();
        }
    }

    private static Properties messages(String language) throws IOException {
        Properties messages = new Properties();
        try (Reader reader =
                Files.newBufferedReader(RESOURCES.resolve("messages/messages_" + language + ".properties"))) {
            messages.load(reader);
        }
        return messages;
    }
}

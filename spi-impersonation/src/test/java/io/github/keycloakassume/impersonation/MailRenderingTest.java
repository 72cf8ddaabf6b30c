package io.github.keycloakassume.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import freemarker.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A mail as it is rendered")
final class MailRenderingTest {

    private static final Path TEMPLATES = Path.of("..", "themes/src/main/resources/theme-resources/templates");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern VARIABLE = Pattern.compile("\\bassume[A-Z][A-Za-z]*");

    /** What a name must not do: to HTML, to FreeMarker, to a message. */
    private static final String HOSTILE = "<img src=\"x\">&'${realmName}{0}";

    private static final String HOSTILE_ESCAPED = "&lt;img src=&quot;x&quot;&gt;&amp;&#39;${realmName}{0}";

    @ParameterizedTest
    @MethodSource("samplesAndLanguages")
    void has_a_message_for_all_that_it_says(MailSample sample, String language) throws IOException, TemplateException {
        MailRendering rendering = new MailRendering(language);
        for (Map<String, String> texts : sample.contents().toList()) {
            for (String kind : List.of("html", "text")) {
                assertThat(rendering.render(kind, sample.template(), texts))
                        .as(kind + texts)
                        .isNotBlank()
                        .doesNotContain("assumeMail");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samplesAndLanguages")
    void shows_what_anybody_has_written_and_only_shows_it(MailSample sample, String language)
            throws IOException, TemplateException {
        MailRendering rendering = new MailRendering(language);
        Map<String, String> texts = sample.hostile(HOSTILE, HOSTILE);
        String html = rendering.render("html", sample.template(), texts);
        String text = rendering.render("text", sample.template(), texts);
        assertThat(html).doesNotContain("<img");
        for (String name : sample.free()) {
            assertThat(html).contains(HOSTILE_ESCAPED + name + HOSTILE_ESCAPED);
            assertThat(text).contains(HOSTILE + name + HOSTILE);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void lets_no_line_of_what_may_have_many_pass_for_its_own(MailSample sample) throws IOException, TemplateException {
        Map<String, String> texts = sample.hostile("", "");
        texts.replaceAll((name, text) ->
                Set.of("assumeReason", "assumeWord").contains(name) ? "said\nforged\rtoo\u2028last" : text);
        assertThat(new MailRendering("en")
                        .render("text", sample.template(), texts)
                        .split("\\R", -1))
                .doesNotContain("forged", "too", "last");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void knows_exactly_the_names_that_it_is_given(MailSample sample) throws IOException {
        for (String kind : List.of("html", "text")) {
            String template = Files.readString(TEMPLATES.resolve(kind).resolve(sample.template() + ".ftl"));
            assertThat(VARIABLE.matcher(QUOTED.matcher(template).replaceAll(""))
                            .results()
                            .map(found -> found.group())
                            .collect(Collectors.toSet()))
                    .isEqualTo(sample.names());
        }
    }

    private static Stream<MailSample> samples() {
        return MailSample.ALL.stream();
    }

    private static Stream<Arguments> samplesAndLanguages() {
        return samples().flatMap(sample -> Stream.of("en", "de").map(language -> Arguments.of(sample, language)));
    }
}

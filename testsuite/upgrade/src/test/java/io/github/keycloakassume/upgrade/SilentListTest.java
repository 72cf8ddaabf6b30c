package io.github.keycloakassume.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The list of what no compiler sees")
final class SilentListTest {

    /** Read once: that takes a second. */
    private static final OurTexts OURS = new OurTexts(Build.ours(), Build.today());

    private final SilentList list = SilentList.read(Build.docs("keycloak-silent.txt"));

    static List<String> versions() {
        return Build.versions();
    }

    @ParameterizedTest(name = "{0}: everything in it is so")
    @MethodSource("versions")
    void everything_in_it_is_so(String version) {
        Jars there = Build.keycloak(version);
        SilentChecks checks = new SilentChecks(Build.ours(), there, Build.libraries());

        assertThat(checks.problems(Stream.concat(list.lines().stream(), OURS.doors())))
                .as("what is otherwise in Keycloak " + version)
                .isEmpty();
    }

    @Test
    void it_has_every_entity_and_property_that_our_queries_name() {
        Set<String> listed = list.of("entity")
                .flatMap(line -> line.from(1).stream()
                        .flatMap(
                                path -> Stream.of(simpleName(line.column(0)) + " " + path, simpleName(line.column(0)))))
                .collect(Collectors.toSet());

        assertThat(OURS.queried()).isNotEmpty().isSubsetOf(listed);
    }

    @Test
    void it_has_every_table_of_keycloak_that_our_code_names() {
        assertThat(OURS.tables())
                .isNotEmpty()
                .isSubsetOf(list.of("table").map(line -> line.column(0)).toList());
    }

    @Test
    void it_has_every_name_of_a_class_of_keycloak_that_our_code_has_in_a_text() {
        Set<String> listed = Stream.of("entity", "class", "prefix")
                .flatMap(list::of)
                .flatMap(line -> Stream.of(line.column(0), line.column(0).replaceFirst("#.*", "")))
                .collect(Collectors.toSet());

        assertThat(OURS.classNames()).isNotEmpty().isSubsetOf(listed);
    }

    @Test
    void it_has_every_provider_of_ours_that_has_the_id_of_one_of_keycloaks() {
        assertThat(OURS.replacing())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(list.of("replaces")
                        .map(line -> line.column(0) + " " + line.column(1) + " " + line.column(3))
                        .collect(Collectors.toSet()));
    }

    @Test
    void nothing_of_our_theme_has_the_place_of_a_file_of_keycloaks_or_the_key_of_a_message() {
        assertThat(OURS.sharedThemeFiles()).isEmpty();
        assertThat(OURS.sharedMessages()).isEmpty();
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}

package io.github.keycloakassume.assumption.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A list in a column")
final class TextListTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "a,b", "a b", "a\"b", "a\\b", "a\nb", "[]", "100%", "Grüße 世界", ""})
    void holds_whatever_text(String text) {
        Set<String> texts = Set.of(text, "another");

        assertThat(TextList.read(TextList.write(texts))).isEqualTo(texts);
    }

    @Test
    void is_null_when_it_is_empty() {
        assertThat(TextList.write(Set.of())).isNull();
        assertThat(TextList.read(null)).isEmpty();
    }

    @Test
    void is_the_same_whatever_the_order() {
        assertThat(TextList.write(List.of("b", "a", "c"))).isEqualTo(TextList.write(List.of("c", "b", "a")));
    }

    @Test
    void of_fifty_role_ids_fits_the_column() {
        Set<String> ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(50).collect(Collectors.toSet());

        assertThat(TextList.write(ids)).hasSizeLessThanOrEqualTo(2000);
    }

    @Test
    void is_found_by_one_of_its_texts_and_by_no_part_of_one() {
        assertThat(TextList.write(Set.of("one", "two"))).contains(inside(TextList.patternOf("two")));
        assertThat(TextList.write(Set.of("one", "twofold"))).doesNotContain(inside(TextList.patternOf("two")));
    }

    @Test
    void is_searched_for_signs_that_stand_for_others_as_they_are() {
        assertThat(TextList.patternOf("50%_!")).isEqualTo("%\"50!%!_!!\"%");
    }

    @Test
    void that_nobody_can_read_is_not_taken_for_an_empty_one() {
        assertThatIllegalStateException().isThrownBy(() -> TextList.read("[\"cut"));
    }

    private static String inside(String pattern) {
        return pattern.substring(1, pattern.length() - 1);
    }
}

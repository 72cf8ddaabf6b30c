package io.github.keycloakassume.assumption.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A few texts in one column, as a JSON array; none are null, because Oracle cannot tell an empty text from that. */
final class TextList {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private TextList() {}

    static @Nullable String write(Collection<String> texts) {
        return texts.isEmpty() ? null : json(texts.stream().sorted().toList());
    }

    static Set<String> read(@Nullable String column) {
        if (column == null) {
            return Set.of();
        }
        try {
            return Set.copyOf(JSON.readValue(column, TEXTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list that cannot be read", e);
        }
    }

    /** What a column that has this text is {@code like}, the escape character being {@code !}. */
    static String patternOf(String text) {
        String escaped = json(text).replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + escaped + "%";
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }
}

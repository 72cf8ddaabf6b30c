package io.github.keycloakassume.demo.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out JSON for people. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    static String pretty(Map<String, Object> claims) {
        try {
            return PRETTY.writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Claims that came from JSON cannot be written as JSON", e);
        }
    }

    /** The text laid out if it is JSON, or else as it is. */
    static String pretty(@Nullable String text) {
        if (text == null) {
            return "";
        }
        try {
            return PRETTY.writeValueAsString(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}

package io.github.keycloakassume.core.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakassume.core.model.MailMessage;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a mail, as its column holds it.
 *
 * @param texts by name
 * @param times by name, in epoch milliseconds
 */
record MailParameters(Map<String, String> texts, Map<String, Long> times) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static MailParameters of(MailMessage message) {
        return new MailParameters(
                message.texts(),
                message.times().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, time -> time.getValue().toEpochMilli())));
    }

    /** The parameters of such a column; none when it is empty, because the mail is over. */
    static MailParameters read(@Nullable String column) {
        if (column == null) {
            return new MailParameters(Map.of(), Map.of());
        }
        try {
            return JSON.readValue(column, MailParameters.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mail that cannot be read", e);
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mail that cannot be written", e);
        }
    }

    Map<String, Instant> instants() {
        return times.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, time -> Instant.ofEpochMilli(time.getValue())));
    }
}

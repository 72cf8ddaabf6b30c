package io.github.keycloakassume.core.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.model.TrailRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the trail as one line of JSON in the log, category {@code io.github.keycloakassume.trail}: nothing that
 * somebody wrote can begin another line.
 */
record TrailLine(TrailRecord made) {

    private static final Logger LOG = Logger.getLogger("io.github.keycloakassume.trail");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    void log() {
        LOG.info(json());
    }

    String json() {
        Map<String, Object> line = new LinkedHashMap<>();
        TrailEntry entry = made.entry();
        line.put("id", made.id());
        line.put("time", made.occurredAt().toString());
        line.put("realmId", entry.realmId());
        line.put("action", entry.action().name());
        put(line, "actor", entry.actor());
        put(line, "subject", entry.subject());
        put(line, "impersonationId", entry.impersonationId());
        put(line, "clientId", entry.clientId());
        put(line, "ipAddress", made.ipAddress());
        put(line, "detail", entry.detail());
        put(line, "ticket", entry.ticket());
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can always be written", e);
        }
    }

    private static void put(Map<String, Object> line, String name, @Nullable Person person) {
        if (person != null) {
            put(line, name + "RealmId", person.realmId());
            put(line, name + "Id", person.userId());
            put(line, name + "Name", person.username());
        }
    }

    private static void put(Map<String, Object> line, String name, @Nullable String text) {
        if (text != null) {
            line.put(name, text);
        }
    }
}

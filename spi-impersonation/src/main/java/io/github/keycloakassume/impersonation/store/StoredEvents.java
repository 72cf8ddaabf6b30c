package io.github.keycloakassume.impersonation.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.EntityManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.jpa.EventEntity;
import org.keycloak.models.KeycloakSession;

/** Keycloak's own events in its database ({@link EventEntity}): they are stored before any listener hears of them. */
public final class StoredEvents {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EntityManager entities;

    public StoredEvents(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * Gives an event other details, if it is stored. Without a statement: it is written with all else at the commit, where a
     * failure fails the request; a statement that fails in a listener is swallowed, and marks the transaction for a silent
     * rollback.
     */
    public void replaceDetails(String id, Map<String, String> details) {
        @Nullable EventEntity stored = entities.find(EventEntity.class, id);
        if (stored != null) {
            stored.setDetailsJson(json(details));
        }
    }

    private static String json(Map<String, String> details) {
        try {
            return MAPPER.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can always be written", e);
        }
    }
}

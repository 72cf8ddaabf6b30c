package io.github.keycloakassume.impersonation.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.EntityManager;
import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keycloak's own events in its database ({@code EventEntity}): they are stored before any listener hears of them. */
public final class StoredEvents {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EntityManager entities;

    public StoredEvents(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Gives an event other details, if it is stored. */
    public void replaceDetails(String id, Map<String, String> details) {
        entities.createQuery("update EventEntity e set e.detailsJsonLongValue = :details where e.id = :id")
                .setParameter("details", json(details))
                .setParameter("id", id)
                .executeUpdate();
    }

    private static String json(Map<String, String> details) {
        try {
            return MAPPER.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can always be written", e);
        }
    }
}

package io.github.keycloakassume.impersonation.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityKey;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * What administrators alone say of a realm's clients, by Keycloak's own tables (the names of its JPA entities): attributes
 * {@code assume.*}, and who has the client ids of Keycloak's own clients.
 */
public final class ReservedOfClients {

    private final EntityManager entities;

    public ReservedOfClients(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * One thing that is said of a client.
     *
     * @param client its internal id
     * @param name of the attribute
     * @param value of the attribute
     */
    public record Said(String client, String name, String value) {}

    /** All attributes {@code assume.*} of a realm's clients, changes of this transaction included. */
    public Set<Said> attributes(String realmId) {
        entities.flush();
        return entities.createQuery(
                        "select a.client.id, a.name, a.value from ClientAttributeEntity a"
                                + " where a.client.realmId = :realmId and a.name like 'assume.%'",
                        Tuple.class)
                .setParameter("realmId", realmId)
                .getResultStream()
                .map(row -> new Said(
                        row.get(0, String.class), row.get(1, String.class), String.valueOf(row.get(2, String.class))))
                .collect(Collectors.toSet());
    }

    /**
     * Internal ids of the clients that this transaction has read or written: Hibernate writes nothing else. Deleted ones are
     * not among them.
     */
    public Set<String> loaded() {
        Set<?> keys = entities.unwrap(Session.class).getStatistics().getEntityKeys();
        return keys.stream()
                .filter(EntityKey.class::isInstance)
                .map(EntityKey.class::cast)
                .filter(key -> key.getEntityName().endsWith(".ClientEntity"))
                .map(key -> String.valueOf(key.getIdentifier()))
                .collect(Collectors.toSet());
    }

    /** Internal ids of the clients that have one of these client ids, changes of this transaction included. */
    public Set<String> named(String realmId, Collection<String> clientIds) {
        entities.flush();
        return entities.createQuery(
                        "select c.id from ClientEntity c where c.realmId = :realmId and c.clientId in :clientIds",
                        String.class)
                .setParameter("realmId", realmId)
                .setParameter("clientIds", clientIds)
                .getResultStream()
                .collect(Collectors.toSet());
    }
}

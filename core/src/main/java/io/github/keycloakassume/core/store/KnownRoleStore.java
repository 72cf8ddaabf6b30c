package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.KnownRole;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Remembers which roles are ours, where nobody who manages realms or clients can write. */
public final class KnownRoleStore {

    private final EntityManager entities;

    public KnownRoleStore(KeycloakSession session) {
        this(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    KnownRoleStore(EntityManager entities) {
        this.entities = entities;
    }

    public void remember(KnownRole known) {
        entities.persist(KnownRoleEntity.from(known));
        entities.flush();
    }

    /** Forgets a role that is no more. */
    public void forget(KnownRole known) {
        KnownRoleEntity entity = entities.find(KnownRoleEntity.class, known.roleId());
        if (entity != null) {
            entities.remove(entity);
            entities.flush();
        }
    }

    /** Our roles of one client. */
    public List<KnownRole> inContainer(String containerId) {
        return found(KnownRoleEntity.IN_CONTAINER, "containerId", containerId);
    }

    /** Our roles that live in a realm: in master those of every realm. */
    public List<KnownRole> atHomeIn(String realmId) {
        return found(KnownRoleEntity.AT_HOME_IN, "realmId", realmId);
    }

    /** Ids of all realms in which our roles live. */
    public List<String> homes() {
        return entities.createNamedQuery(KnownRoleEntity.HOMES, String.class).getResultList();
    }

    /** Those of these roles that are ours. */
    public List<KnownRole> among(Collection<String> roleIds) {
        return Batches.of(roleIds).stream()
                .flatMap(batch -> found(KnownRoleEntity.BY_IDS, "ids", batch).stream())
                .toList();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(KnownRoleEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    private List<KnownRole> found(String query, String parameter, Object value) {
        return entities
                .createNamedQuery(query, KnownRoleEntity.class)
                .setParameter(parameter, value)
                .getResultList()
                .stream()
                .map(KnownRoleEntity::toDomain)
                .toList();
    }
}

package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.MappedRole;
import io.github.keycloakassume.impersonation.model.MappedRole.Source;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Remembers what users have from mappers of identity providers alone: Keycloak does not say who gave a role. */
public final class MappedRoleStore {

    private final EntityManager entities;

    public MappedRoleStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    public void remember(MappedRole mapped) {
        if (entities.find(MappedRoleEntity.class, new MappedRoleEntity.Key(mapped.userId(), mapped.heldId())) == null) {
            entities.persist(MappedRoleEntity.from(mapped));
        }
    }

    public List<MappedRole> of(String userId) {
        return entities
                .createNamedQuery(MappedRoleEntity.OF_USER, MappedRoleEntity.class)
                .setParameter("userId", userId)
                .getResultList()
                .stream()
                .map(MappedRoleEntity::toDomain)
                .toList();
    }

    /** What came from where, of all users: a few, however many have it. */
    public List<Source> sources() {
        return entities.createNamedQuery(MappedRoleEntity.SOURCES, Tuple.class).getResultList().stream()
                .map(row -> new Source(row.get(0, String.class), row.get(1, String.class), row.get(2, String.class)))
                .toList();
    }

    /** Of one source, at most so many. */
    public List<MappedRole> from(Source source, int most) {
        return entities
                .createNamedQuery(MappedRoleEntity.OF_SOURCE, MappedRoleEntity.class)
                .setParameter("realmId", source.realmId())
                .setParameter("heldId", source.heldId())
                .setParameter("provider", source.provider())
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(MappedRoleEntity::toDomain)
                .toList();
    }

    /** Forgets what a user has no longer; whether it came from a mapper. */
    public boolean forget(String userId, String heldId) {
        entities.flush();
        return entities.createNamedQuery(MappedRoleEntity.DELETE)
                        .setParameter("userId", userId)
                        .setParameter("heldId", heldId)
                        .executeUpdate()
                > 0;
    }

    /** Some of what mappers gave before it was remembered here, and forgets that: asked until there is no more. */
    public List<MappedBefore> takeBefore(int most) {
        List<MappedBeforeEntity> rows = entities.createNamedQuery(MappedBeforeEntity.ALL, MappedBeforeEntity.class)
                .setMaxResults(most)
                .getResultList();
        rows.forEach(entities::remove);
        return rows.stream().map(MappedBeforeEntity::toDomain).toList();
    }

    public void deleteByUser(String userId) {
        entities.createNamedQuery(MappedRoleEntity.DELETE_BY_USER)
                .setParameter("userId", userId)
                .executeUpdate();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(MappedBeforeEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
        entities.createNamedQuery(MappedRoleEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

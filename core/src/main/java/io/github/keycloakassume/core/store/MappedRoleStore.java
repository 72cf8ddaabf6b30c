package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.MappedRole;
import io.github.keycloakassume.core.model.MappedRole.Source;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Remembers what users have from mappers of identity providers alone: Keycloak does not say who gave a role. */
public final class MappedRoleStore {

    /** Comes before every id, and is no empty text, which Oracle takes for none. */
    public static final String FIRST = " ";

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

    /**
     * Of one source, by id of the user.
     *
     * @param after of the users that come after this one, {@link #FIRST} for all
     * @param most not more than so many
     */
    public List<MappedRole> from(Source source, String after, int most) {
        return entities
                .createNamedQuery(MappedRoleEntity.OF_SOURCE, MappedRoleEntity.class)
                .setParameter("realmId", source.realmId())
                .setParameter("heldId", source.heldId())
                .setParameter("provider", source.provider())
                .setParameter("after", after)
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

    /** Some of what mappers gave before it was remembered here, by id and after one of these, or {@link #FIRST}. */
    public List<MappedBefore> before(String after, int most) {
        return entities
                .createNamedQuery(MappedBeforeEntity.AFTER, MappedBeforeEntity.class)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(MappedBeforeEntity::toDomain)
                .toList();
    }

    /** Forgets one of them, which is remembered here now. */
    public void forgetBefore(String id) {
        entities.createNamedQuery(MappedBeforeEntity.DELETE)
                .setParameter("id", id)
                .executeUpdate();
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

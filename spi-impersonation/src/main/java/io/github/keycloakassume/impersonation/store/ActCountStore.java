package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.impersonation.model.CountedAct;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keeps the counts of what is done too often for a row each. */
public final class ActCountStore {

    private final EntityManager entities;

    public ActCountStore(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** How often something was done, and when first and last. */
    public record Count(CountedAct act, long times, Instant firstAt, Instant lastAt) {}

    /** Counts it once more, unless it has never been counted: then it answers false. */
    public boolean onceMore(CountedAct act, Instant now) {
        return entities.createNamedQuery(ActCountEntity.ONCE_MORE)
                        .setParameter("id", act.key())
                        .setParameter("now", now.toEpochMilli())
                        .executeUpdate()
                > 0;
    }

    /** Counts it for the first time; a second first time, on whatever node, fails with the transaction. */
    public void first(String realmId, CountedAct act, Instant now) {
        entities.persist(ActCountEntity.first(realmId, act, now));
    }

    /** What was counted in an impersonation, in the order of the first times. */
    public List<Count> of(String impersonationId) {
        return entities.createNamedQuery(ActCountEntity.OF_IMPERSONATION, ActCountEntity.class)
                .setParameter("impersonationId", impersonationId)
                .getResultStream()
                .map(ActCountEntity::toDomain)
                .toList();
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(ActCountEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    /** Forgets what was done for the last time before then. */
    public void deleteBefore(String realmId, Instant before) {
        entities.createNamedQuery(ActCountEntity.DELETE_BEFORE)
                .setParameter("realmId", realmId)
                .setParameter("before", before.toEpochMilli())
                .executeUpdate();
    }
}

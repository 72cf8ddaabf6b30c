package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;

/** Keeps what realms have changed of their settings; the others have the defaults. */
public final class SettingsStore {

    /** The version of settings that nobody has changed. */
    private static final int UNTOUCHED = 0;

    private static final String NONE = "assume.settings.none.";

    private final KeycloakSession session;
    private final EntityManager entities;

    public SettingsStore(KeycloakSession session) {
        this.session = session;
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * Settings as they stand.
     *
     * @param version rises with every change
     */
    public record Versioned(ImpersonationSettings settings, int version) {}

    public Versioned of(String realmId) {
        SettingsEntity entity = known(realmId);
        return entity == null
                ? new Versioned(ImpersonationSettings.defaults(), UNTOUCHED)
                : new Versioned(entity.toDomain(), entity.version());
    }

    /** Hibernate remembers in a request what it has found, but not that there was nothing. */
    private @Nullable SettingsEntity known(String realmId) {
        if (session.getAttribute(NONE + realmId) != null) {
            return null;
        }
        SettingsEntity entity = entities.find(SettingsEntity.class, realmId);
        if (entity == null) {
            session.setAttribute(NONE + realmId, true);
        }
        return entity;
    }

    /**
     * Changes them.
     *
     * @param basedOn the version that the change was made upon
     * @throws RefusedException {@code version-stale} when somebody else has changed them since, or does at this moment
     */
    public Versioned put(String realmId, ImpersonationSettings settings, int basedOn) {
        SettingsEntity entity = entities.find(SettingsEntity.class, realmId);
        if (basedOn != (entity == null ? UNTOUCHED : entity.version())) {
            throw new RefusedException(Refusal.VERSION_STALE);
        }
        session.removeAttribute(NONE + realmId);
        try {
            if (entity == null) {
                entities.persist(SettingsEntity.of(realmId, settings));
            } else {
                entity.take(settings);
            }
            entities.flush();
        } catch (ModelException e) {
            // What Keycloak makes of a lost race, for the row or for its version (EntityManagerProxy).
            throw new RefusedException(Refusal.VERSION_STALE);
        }
        return of(realmId);
    }

    /**
     * What a change has changed.
     *
     * @param before the settings as they were
     * @param after as they are now
     */
    public record Change(ImpersonationSettings before, ImpersonationSettings after) {}

    /**
     * Changes them whatever their version is, after another transaction that changes them at this moment: for what Keycloak does by itself and
     * no one can do once more. Empty when there is nothing to change.
     */
    public Optional<Change> adapt(String realmId, UnaryOperator<ImpersonationSettings> change) {
        SettingsEntity entity = entities.find(SettingsEntity.class, realmId);
        if (entity == null || change.apply(entity.toDomain()).equals(entity.toDomain())) {
            return Optional.empty();
        }
        entities.flush();
        entities.refresh(entity, LockModeType.PESSIMISTIC_WRITE);
        ImpersonationSettings before = entity.toDomain();
        ImpersonationSettings after = change.apply(before);
        entity.take(after);
        entities.flush();
        return Optional.of(new Change(before, after));
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(SettingsEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

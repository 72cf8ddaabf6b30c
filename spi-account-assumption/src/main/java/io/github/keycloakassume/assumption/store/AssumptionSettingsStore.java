package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.core.model.RefusedException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Keeps what realms have changed of their settings; the others have the defaults. */
public final class AssumptionSettingsStore {

    /** The version of settings that nobody has changed. */
    private static final int UNTOUCHED = 0;

    private static final String NONE = "assume.grant-settings.none.";

    private final KeycloakSession session;
    private final EntityManager entities;

    public AssumptionSettingsStore(KeycloakSession session) {
        this.session = session;
        this.entities = Rows.of(session);
    }

    /**
     * Settings as they stand.
     *
     * @param version rises with every change
     */
    public record Versioned(AssumptionSettings settings, int version) {}

    public Versioned of(String realmId) {
        @Nullable AssumptionSettingsEntity entity = known(realmId);
        return entity == null
                ? new Versioned(AssumptionSettings.defaults(), UNTOUCHED)
                : new Versioned(entity.toDomain(), entity.version());
    }

    /** Hibernate remembers in a request what it has found, but not that there was nothing. */
    private @Nullable AssumptionSettingsEntity known(String realmId) {
        if (session.getAttribute(NONE + realmId) != null) {
            return null;
        }
        @Nullable AssumptionSettingsEntity entity = entities.find(AssumptionSettingsEntity.class, realmId);
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
    public Versioned put(String realmId, AssumptionSettings settings, int basedOn) {
        @Nullable AssumptionSettingsEntity entity = entities.find(AssumptionSettingsEntity.class, realmId);
        Rows.requireVersion(entity == null ? UNTOUCHED : entity.version(), basedOn);
        session.removeAttribute(NONE + realmId);
        if (entity == null) {
            entities.persist(AssumptionSettingsEntity.of(realmId, settings));
        } else {
            entity.take(settings);
        }
        Rows.write(entities);
        return of(realmId);
    }

    /**
     * What a change has changed.
     *
     * @param before the settings as they were
     * @param after as they are now
     */
    public record Change(AssumptionSettings before, AssumptionSettings after) {}

    /**
     * Changes them whatever their version is, after another transaction that changes them at this moment: for what Keycloak does by itself and
     * no one can do once more. Empty when there is nothing to change.
     */
    public Optional<Change> adapt(String realmId, UnaryOperator<AssumptionSettings> change) {
        @Nullable AssumptionSettingsEntity entity = entities.find(AssumptionSettingsEntity.class, realmId);
        if (entity == null || change.apply(entity.toDomain()).equals(entity.toDomain())) {
            return Optional.empty();
        }
        entities.flush();
        entities.refresh(entity, LockModeType.PESSIMISTIC_WRITE);
        AssumptionSettings before = entity.toDomain();
        AssumptionSettings after = change.apply(before);
        entity.take(after);
        entities.flush();
        return Optional.of(new Change(before, after));
    }

    /** By realm, the identity providers that settings name as a vendor's; without realms that name none. */
    public Map<String, Set<String>> vendorIdentityProviders() {
        return entities.createNamedQuery(AssumptionSettingsEntity.NAMING_VENDORS, AssumptionSettingsEntity.class)
                .getResultStream()
                .collect(Collectors.toMap(
                        AssumptionSettingsEntity::realmId,
                        settings -> settings.toDomain().vendorIdentityProviders()));
    }

    public void deleteByRealm(String realmId) {
        entities.createNamedQuery(AssumptionSettingsEntity.DELETE_BY_REALM)
                .setParameter("realmId", realmId)
                .executeUpdate();
    }
}

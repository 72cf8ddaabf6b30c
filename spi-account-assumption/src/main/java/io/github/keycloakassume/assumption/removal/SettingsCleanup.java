package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.spi.TrailProvider;
import java.util.function.UnaryOperator;
import org.keycloak.models.KeycloakSession;

/** Takes out of the settings of account assumption what is no longer there. */
final class SettingsCleanup {

    private final KeycloakSession session;

    SettingsCleanup(KeycloakSession session) {
        this.session = session;
    }

    void withoutRole(String realmId, String roleId) {
        change(realmId, settings -> settings.withoutRole(roleId));
    }

    void withoutClient(String realmId, String id) {
        change(realmId, settings -> settings.withoutClient(id));
    }

    private void change(String realmId, UnaryOperator<AssumptionSettings> change) {
        AssumptionSettingsStore store = new AssumptionSettingsStore(session);
        AssumptionSettingsStore.Versioned before = store.of(realmId);
        AssumptionSettings after = change.apply(before.settings());
        if (!after.equals(before.settings())) {
            store.put(realmId, after, before.version());
            session.getProvider(TrailProvider.class)
                    .done(new TrailEntry(
                            realmId,
                            GrantTrail.SETTINGS,
                            null,
                            null,
                            null,
                            null,
                            after.changesFrom(before.settings())));
        }
    }
}

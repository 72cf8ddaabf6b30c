package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
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
        new AssumptionSettingsStore(session)
                .adapt(realmId, change)
                .map(changed -> changed.after().changesFrom(changed.before()))
                .filter(changes -> !changes.isEmpty())
                .ifPresent(changes -> session.getProvider(TrailProvider.class)
                        .done(new TrailEntry(realmId, GrantTrail.SETTINGS, null, null, null, null, changes)));
    }
}

package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.store.SettingsStore;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/**
 * Takes a client that is removed out of the settings, in the same transaction: a later client can be made with the same
 * internal id, by client registration too ({@code RepresentationToModel.createClient}).
 */
public final class ForgetClient {

    private final SettingsStore store;
    private final Trail trail;

    public ForgetClient(KeycloakSession session, Clock clock) {
        this.store = new SettingsStore(session);
        this.trail = new Trail(session, clock);
    }

    /**
     * Forgets it.
     *
     * @param id its internal id
     */
    public void forget(String realmId, String id) {
        store.adapt(realmId, settings -> settings.withoutClient(id))
                .map(change -> change.after().changesFrom(change.before()))
                .filter(changes -> !changes.isEmpty())
                .ifPresent(changes -> trail.done(new TrailEntry(
                        realmId, ImpersonationAction.SETTINGS_CHANGED, null, null, null, null, changes)));
    }
}

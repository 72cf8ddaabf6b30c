package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.store.SettingsStore;
import io.github.keycloakassume.impersonation.store.SettingsStore.Versioned;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** An administrator of the realm changes its settings. */
public final class ChangeSettings {

    private final SettingsStore store;
    private final Trail trail;
    private final ActorRates rates;

    public ChangeSettings(KeycloakSession session, Clock clock) {
        this.rates = session.getProvider(ActorRates.class);
        this.store = new SettingsStore(session);
        this.trail = new Trail(session, clock);
    }

    /**
     * Changes them all at once.
     *
     * @param basedOn the version that the caller has seen
     * @throws RefusedException {@code not-allowed} for those who may not manage the realm, after the trail has noted it;
     *     {@code version-required}, {@code version-stale} or {@code too-many-requests}
     */
    public Versioned change(AdminCaller caller, ImpersonationSettings settings, @Nullable Integer basedOn) {
        require(caller);
        requireFew(caller);
        if (basedOn == null) {
            throw new RefusedException(Refusal.VERSION_REQUIRED);
        }
        String realmId = caller.realm().getId();
        ImpersonationSettings before = store.of(realmId).settings();
        Versioned changed = store.put(realmId, settings, basedOn);
        trail.done(TrailEntry.ofRealm(
                ImpersonationAction.SETTINGS_CHANGED, realmId, caller.person(), settings.changesFrom(before)));
        return changed;
    }

    private void requireFew(AdminCaller caller) {
        try {
            rates.require(caller.realm().getId(), caller.person(), RatedAct.SETTING);
        } catch (RefusedException tooMany) {
            trail.refused(TrailEntry.refused(caller.realm().getId(), caller.person(), null, null, tooMany.refusal()));
            throw tooMany;
        }
    }

    /**
     * Lets those pass who may, before anybody looks at what they want.
     *
     * @throws RefusedException {@code not-allowed}, after the trail has noted it
     */
    public void require(AdminCaller caller) {
        if (!caller.mayManageRealm()) {
            Refusal refusal = Refusal.NOT_ALLOWED;
            trail.refused(TrailEntry.refused(caller.realm().getId(), caller.person(), null, null, refusal));
            throw new RefusedException(refusal);
        }
    }
}

package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.TrailAction;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** The impersonated session dies: at every endpoint, in every application that listens, in the record and the trail. */
public final class EndImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public EndImpersonation(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /**
     * Ends it.
     *
     * @param impersonated its session, null when that is gone already
     */
    public void end(String impersonationId, @Nullable UserSessionModel impersonated, EndCause cause) {
        if (impersonated != null) {
            Marks.of(impersonated).ifPresent(mark -> new UserEvents(session, realm).loggedOut(impersonated, mark));
            new ImpersonatedSessions(session, realm).end(impersonated);
        }
        ImpersonationStore store = new ImpersonationStore(session);
        store.find(realm.getId(), impersonationId)
                .filter(known -> known.endedAt() == null)
                .ifPresent(running -> {
                    Impersonation ended = running.ended(clock.instant(), cause);
                    store.update(ended);
                    new Trail(session, clock).done(TrailEntry.of(TrailAction.ENDED, ended, cause.wireName()));
                });
    }
}

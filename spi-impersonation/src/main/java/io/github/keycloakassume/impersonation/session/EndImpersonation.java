package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RunningFrom;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.Person;
import io.github.keycloakassume.impersonation.model.TrailAction;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * The impersonated session dies: at every endpoint, in every application that listens, in the record and the trail. Of all
 * who end an impersonation at once, on whatever node, one tells the applications; for the others it is over without
 * waiting for them.
 */
public final class EndImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final ImpersonationStore store;
    private final ImpersonatedSessions sessions;

    public EndImpersonation(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.store = new ImpersonationStore(session);
        this.sessions = new ImpersonatedSessions(session, realm);
    }

    /**
     * Ends it.
     *
     * @param carrier a session that carries its mark, if one is known; its own is found anyway
     */
    public void end(String impersonationId, @Nullable UserSessionModel carrier, EndCause cause) {
        end(impersonationId, carrier, cause, null);
    }

    /**
     * Ends it at somebody's word.
     *
     * @param by who said so
     */
    public void end(String impersonationId, EndCause cause, Person by) {
        end(impersonationId, null, cause, by);
    }

    /** Notes the end of one whose session somebody else is logging out right now. */
    public void note(String impersonationId, EndCause cause) {
        claim(impersonationId).ifPresent(running -> note(running, cause, null));
    }

    /** After the impersonator has come back: the browser's secret opens nothing any more. */
    public void closeWayBack(String impersonationId) {
        store.find(realm.getId(), impersonationId)
                .map(Impersonation::wayBackUsed)
                .ifPresent(store::update);
    }

    private void end(String impersonationId, @Nullable UserSessionModel carrier, EndCause cause, @Nullable Person by) {
        Optional<Impersonation> claimed = claim(impersonationId);
        Optional<UserSessionModel> itsOwn = claimed.flatMap(sessions::of);
        // First, so that whoever hears of the logout finds the cause noted.
        claimed.ifPresent(running -> note(running, cause, by));
        itsOwn.ifPresent(this::logOut);
        if (carrier != null && itsOwn.filter(carrier::equals).isEmpty()) {
            endCarrier(impersonationId, carrier);
        }
    }

    /** A session that somebody else is ending is only removed here; a copy of it is known to nobody else. */
    private void endCarrier(String impersonationId, UserSessionModel carrier) {
        boolean itsOwn = store.find(realm.getId(), impersonationId)
                .map(Impersonation::start)
                .filter(start -> start.userSessionId().equals(carrier.getId()))
                .isPresent();
        sessions.closeLogins(carrier.getId());
        if (itsOwn) {
            session.sessions().removeUserSession(realm, carrier);
        } else {
            logOut(carrier);
        }
    }

    private Optional<Impersonation> claim(String impersonationId) {
        return store.claim(impersonationId).filter(claimed -> claimed.realmId().equals(realm.getId()));
    }

    private void note(Impersonation running, EndCause first, @Nullable Person by) {
        // One whose grant has been revoked is over by time, too: but that is not why.
        EndCause cause =
                first == EndCause.TIME_OVER ? store.plannedCause(running.id()).orElse(first) : first;
        Impersonation ended = running.ended(clock.instant(), cause);
        store.update(ended);
        closeLogins(ended);
        TrailEntry entry = TrailEntry.of(TrailAction.ENDED, ended, cause.wireName());
        new Trail(session, clock).done(by == null ? entry : entry.by(by));
        new TellSubject(session, realm).ended(ended);
        sessions.own(ended).ifPresent(own -> new RunningFrom(session, own).remove(ended.id()));
    }

    private void closeLogins(Impersonation ended) {
        if (ended.start() != null) {
            sessions.closeLogins(ended.start().userSessionId());
        }
    }

    private void logOut(UserSessionModel impersonated) {
        Marks.actingIn(session, impersonated)
                .ifPresent(mark -> new UserEvents(session, realm).loggedOut(impersonated, mark));
        sessions.end(impersonated);
    }
}

package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationEntry;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.store.OwedLogoutStore;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * The impersonated session dies: in the record and the trail, and with these at every endpoint. Of all who end an impersonation
 * at once, on whatever node, one does; for the others it is over then. The applications that listen are told once that is
 * committed ({@link Farewell}).
 */
public final class EndImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final ImpersonationStore store;
    private final ImpersonatedSessions sessions;
    private final Farewell farewell;

    public EndImpersonation(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.store = new ImpersonationStore(session);
        this.sessions = new ImpersonatedSessions(session, realm);
        this.farewell = new Farewell(session.getKeycloakSessionFactory(), clock);
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
     * Ends it at the word of a person.
     *
     * @param by who said so
     */
    public void end(String impersonationId, EndCause cause, Person by) {
        end(impersonationId, null, cause, by);
    }

    /**
     * Ends it where there is no request: the record, the trail and the mail alone, for which nothing is needed but the
     * database, so that no end waits for a cache or an application. Its session is to be told of with {@link Farewell#takeOn},
     * which any node may do from the commit on.
     *
     * @param claimed for this transaction alone
     * @return the record as it is now
     */
    public Impersonation endInRecord(Impersonation claimed, EndCause cause) {
        Impersonation ended = ended(claimed, cause);
        new OwedLogoutStore(session).end(ended, clock.instant());
        event(ended);
        announce(ended, null);
        return ended;
    }

    /** Notes the end of one whose session is being logged out by others right now. */
    public void note(String impersonationId, EndCause cause) {
        claim(impersonationId).ifPresent(running -> note(ended(running, cause), null, false));
    }

    /** After the impersonator has come back: the browser's secret opens nothing any more, but for a lost answer. */
    public void useWayBack(String impersonationId) {
        store.find(realm.getId(), impersonationId).ifPresent(new UsedWayBack(session, clock)::note);
    }

    private void end(String impersonationId, @Nullable UserSessionModel carrier, EndCause cause, @Nullable Person by) {
        claim(impersonationId).ifPresent(running -> {
            Impersonation ended = ended(running, cause);
            boolean isThere = sessions.of(running).isPresent();
            event(ended);
            note(ended, by, isThere);
        });
        if (carrier != null) {
            endCarrier(impersonationId, carrier, cause);
        }
    }

    /**
     * A copy of its session is told of like the session itself. Its own is removed once its applications have been told; one
     * that is there after that has been put back into Keycloak's cache and is known to none of them.
     */
    private void endCarrier(String impersonationId, UserSessionModel carrier, EndCause cause) {
        sessions.closeLogins(carrier.getId());
        if (!isItsOwn(impersonationId, carrier)) {
            Marks.actingIn(session, carrier)
                    .ifPresent(mark -> events().loggedOut(
                                    carrier.getId(), carrier.getUser().getId(), mark, cause));
            farewell.onceCommitted(session, realm, carrier.getId());
        } else if (!new OwedLogoutStore(session).isOwedBy(impersonationId)) {
            session.sessions().removeUserSession(realm, carrier);
        }
    }

    private boolean isItsOwn(String impersonationId, UserSessionModel carrier) {
        return store.find(realm.getId(), impersonationId)
                .map(Impersonation::start)
                .filter(start -> start.userSessionId().equals(carrier.getId()))
                .isPresent();
    }

    private Optional<Impersonation> claim(String impersonationId) {
        return store.claim(impersonationId).filter(claimed -> claimed.realmId().equals(realm.getId()));
    }

    private void note(Impersonation ended, @Nullable Person by, boolean tell) {
        if (tell) {
            new OwedLogoutStore(session).end(ended, Farewell.againAfter(clock));
            farewell.onceCommitted(session, ended);
        } else {
            store.update(ended);
        }
        new EndedLogins(session, realm).forget(ended);
        announce(ended, by);
    }

    private Impersonation ended(Impersonation running, EndCause first) {
        // One whose grant has been revoked is over by time, too: but that is not why.
        EndCause cause =
                first == EndCause.TIME_OVER ? store.plannedCause(running.id()).orElse(first) : first;
        return running.ended(clock.instant(), cause);
    }

    private void announce(Impersonation ended, @Nullable Person by) {
        TrailEntry entry = ImpersonationEntry.of(
                ImpersonationAction.ENDED,
                ended,
                Objects.requireNonNull(ended.end()).cause().wireName());
        new Trail(session, clock).done(by == null ? entry : entry.by(by));
        new TellSubject(session, realm).ended(ended);
    }

    /**
     * Keycloak's event of the logout, with all else that is committed. It is fired of a session too that is gone already:
     * had Keycloak told of that, the end would have been noted then ({@link FollowLogout}).
     */
    private void event(Impersonation ended) {
        Impersonation.Start start = ended.start();
        if (start != null) {
            events().loggedOut(
                            start.userSessionId(),
                            ended.subject().userId(),
                            Marks.mark(session, ended),
                            Objects.requireNonNull(ended.end()).cause());
        }
    }

    private UserEvents events() {
        return new UserEvents(session, realm);
    }
}

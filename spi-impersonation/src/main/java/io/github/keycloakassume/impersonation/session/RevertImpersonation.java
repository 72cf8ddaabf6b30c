package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.CommittedCookies;
import io.github.keycloakassume.impersonation.keycloak.FrontChannelLogouts;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** The impersonator comes back; the impersonated session is dead everywhere. */
public final class RevertImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final Trail trail;
    private final BrowserIdentity browser;
    private final RevertCookie revertCookie;
    private final ImpersonatedSessions sessions;

    public RevertImpersonation(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new Trail(session, clock);
        this.browser = new BrowserIdentity(session, realm);
        this.revertCookie = new RevertCookie(session, realm);
        this.sessions = new ImpersonatedSessions(session, realm);
    }

    /**
     * Ends the impersonation of that session and, once that is committed, gives the browser back its own identity.
     *
     * @param impersonated the session of this browser's identity cookie
     * @param fromOwnPage whether the request came from a page of this Keycloak
     * @return the impersonator's session, empty when it is gone or called back (not-before) and they have to log in again
     * @throws RefusedException {@code not-impersonating}, {@code cross-site-request}, or {@code other-browser} when this browser
     *     did not start it; the trail has noted the last two
     */
    public List<FrontChannelLogouts.Call> revert(UserSessionModel impersonated, boolean fromOwnPage) {
        ImpersonationMark mark = Marks.of(session, impersonated)
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.NOT_IMPERSONATING));
        if (!fromOwnPage) {
            throw refused(mark, ImpersonationRefusal.CROSS_SITE_REQUEST);
        }
        if (!revertCookie.isOf(mark)) {
            throw refused(mark, ImpersonationRefusal.OTHER_BROWSER);
        }
        Optional<UserSessionModel> own =
                new ImpersonationStore(session).find(mark.impersonationId()).flatMap(sessions::ownToReturnTo);
        // As long as the session is there.
        List<FrontChannelLogouts.Call> toldInBrowser = new FrontChannelLogouts(session).of(impersonated);
        EndImpersonation end = new EndImpersonation(session, realm, clock);
        end.end(mark.impersonationId(), impersonated, EndCause.REVERTED);
        end.useWayBack(mark.impersonationId());
        sessions.keepOwnAlive(mark, clock.instant());
        CommittedCookies.of(session, () -> {
            revertCookie.expire();
            // Administrators of another realm are still themselves there; here they were not logged in.
            own.filter(login -> login.getRealm().getId().equals(realm.getId()))
                    .ifPresentOrElse(browser::become, browser::forget);
        });
        return toldInBrowser;
    }

    private RefusedException refused(ImpersonationMark mark, Refusal refusal) {
        trail.refused(TrailEntry.refused(realm.getId(), mark.actor().person(), null, mark.impersonationId(), refusal));
        return new RefusedException(refusal);
    }
}

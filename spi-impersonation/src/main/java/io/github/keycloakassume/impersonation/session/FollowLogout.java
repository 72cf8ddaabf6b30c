package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.CommittedCookies;
import io.github.keycloakassume.impersonation.keycloak.EventDetails;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.keycloak.RunningFrom;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * What a logout brings with it. That of an impersonated session ends the impersonation, and the browser that started it is
 * its own person again; that of the impersonator's own session ends the impersonations that run from it. After the end any
 * logout in the browser that started it leaves no way back there ({@link LogoutOfBrowser}).
 */
public final class FollowLogout {

    private final KeycloakSession session;
    private final Clock clock;

    public FollowLogout(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Follows the logout of a session, which Keycloak has loaded for it.
     *
     * @param details of the event, by which those that we fire ourselves are known
     */
    public void of(UserSessionModel login, @Nullable Map<String, String> details) {
        if (details != null && details.containsKey(EventDetails.STATE)) {
            return;
        }
        Marks.of(session, login).ifPresentOrElse(mark -> impersonatedLeaves(login, mark), () -> {
            impersonatorLeaves(login);
            browserLeaves(login);
        });
    }

    private void impersonatedLeaves(UserSessionModel login, ImpersonationMark mark) {
        RealmModel realm = login.getRealm();
        LogoutOfBrowser browser = new LogoutOfBrowser(session, realm, clock);
        boolean wasOver = browser.leavesWayBackAfterEnd() && browser.isOf(login.getId());
        EndImpersonation end = new EndImpersonation(session, realm, clock);
        end.note(mark.impersonationId(), wasOver ? EndCause.TIME_OVER : EndCause.LOGGED_OUT);
        if (wasOver) {
            browser.loggedOut();
        } else if (new RevertCookie(session, realm).isOf(mark)) {
            back(realm, mark.impersonationId(), end);
        }
    }

    private void back(RealmModel realm, String impersonationId, EndImpersonation end) {
        end.useWayBack(impersonationId);
        Optional<UserSessionModel> own = new ImpersonationStore(session)
                .find(impersonationId)
                .flatMap(new ImpersonatedSessions(session, realm)::ownToReturnTo)
                .filter(login -> login.getRealm().getId().equals(realm.getId()));
        CommittedCookies.of(session, () -> {
            new RevertCookie(session, realm).expire();
            own.ifPresent(new BrowserIdentity(session, realm)::become);
        });
    }

    /** A browser may hold the way back of one that is over beside a login of its own. */
    private void browserLeaves(UserSessionModel login) {
        RealmModel realm = login.getRealm();
        LogoutOfBrowser browser = new LogoutOfBrowser(session, realm, clock);
        boolean itsOwn = new RevertCookie(session, realm).isThere() && isItsLogin(login);
        if (itsOwn && browser.leavesWayBackAfterEnd()) {
            browser.loggedOut();
        }
    }

    private boolean isItsLogin(UserSessionModel login) {
        return new BrowserIdentity(session, login.getRealm())
                .claimedId()
                .filter(login.getId()::equals)
                .isPresent();
    }

    private void impersonatorLeaves(UserSessionModel own) {
        new RunningFrom(session, own).find().forEach(known -> {
            RealmModel realm = session.realms().getRealm(known.realmId());
            if (realm != null) {
                new EndImpersonation(session, realm, clock).end(known.id(), null, EndCause.IMPERSONATOR_GONE);
            }
        });
        new EndExchanges(session, clock).of(own);
    }
}

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
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * What a logout brings with it. That of an impersonated session ends the impersonation, and the browser that started it is
 * its own person again; that of the impersonator's own session ends the impersonations that run from it.
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
        Marks.of(session, login)
                .ifPresentOrElse(mark -> impersonatedLeaves(login.getRealm(), mark), () -> impersonatorLeaves(login));
    }

    private void impersonatedLeaves(RealmModel realm, ImpersonationMark mark) {
        EndImpersonation end = new EndImpersonation(session, realm, clock);
        end.note(mark.impersonationId(), EndCause.LOGGED_OUT);
        RevertCookie revertCookie = new RevertCookie(session, realm);
        if (revertCookie.isOf(mark)) {
            end.useWayBack(mark.impersonationId());
            CommittedCookies.of(session, () -> {
                revertCookie.expire();
                new ImpersonatedSessions(session, realm)
                        .own(mark)
                        .filter(own -> own.getRealm().getId().equals(realm.getId()))
                        .ifPresent(new BrowserIdentity(session, realm)::become);
            });
        }
    }

    private void impersonatorLeaves(UserSessionModel own) {
        new RunningFrom(session, own).find().forEach(known -> {
            RealmModel realm = session.realms().getRealm(known.realmId());
            if (realm != null) {
                new EndImpersonation(session, realm, clock).end(known.id(), null, EndCause.IMPERSONATOR_GONE);
            }
        });
    }
}

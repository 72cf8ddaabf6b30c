package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.CommittedCookies;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * The way back from an impersonation that ended by itself or at somebody's word: the browser that started it is nobody
 * then, and may be its own person again as long as his own session lives.
 */
public final class ReturnAfterEnd {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final RevertCookie revertCookie;

    public ReturnAfterEnd(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.revertCookie = new RevertCookie(session, realm);
    }

    /**
     * What ended.
     *
     * @param impersonation an impersonation that is over
     * @param own the session to come back to, in the realm of the impersonator
     */
    public record Ended(Impersonation impersonation, UserSessionModel own) {}

    /** The impersonation that this browser started and that is over; a browser without our cookie costs no lookup. */
    public Optional<Ended> find() {
        return revertCookie
                .claim()
                .flatMap(claim -> new ImpersonationStore(session)
                        .find(realm.getId(), claim.impersonationId())
                        .filter(known -> known.state(clock.instant()) == Impersonation.State.ENDED)
                        .filter(known -> known.opensWayBack(claim.secret(), clock.instant()))
                        .flatMap(known -> new ImpersonatedSessions(session, realm)
                                .own(known)
                                .map(own -> new Ended(known, own))));
    }

    /**
     * Makes the browser its own person again; an administrator of another realm is that there anyway.
     *
     * @param ended what {@link #find()} found in this very request
     */
    public void back(Ended ended) {
        use(ended, () -> new BrowserIdentity(session, realm).become(ended.own()));
    }

    /** The same in the middle of a login. */
    public void backWithinLogin(Ended ended) {
        use(ended, () -> new BrowserIdentity(session, realm).becomeWithinLogin(ended.own()));
    }

    private void use(Ended ended, Runnable become) {
        new UsedWayBack(session, clock).note(ended.impersonation());
        CommittedCookies.of(session, () -> {
            revertCookie.expire();
            if (isFromHere(ended)) {
                become.run();
            }
        });
    }

    /** Leaves the browser nobody: the secret opens nothing any more. */
    public void close(Ended ended) {
        new ImpersonationStore(session).update(ended.impersonation().withoutWayBack());
        CommittedCookies.of(session, revertCookie::expire);
    }

    private boolean isFromHere(Ended ended) {
        return ended.own().getRealm().getId().equals(realm.getId());
    }
}

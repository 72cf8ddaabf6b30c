package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.CommittedCookies;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.LogoutWatch;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * A logout in a browser that holds the way back from an impersonation that does not run in it any more. The person there is
 * told that they are logged out, so nothing may be left to the next person: the way back is closed, and where the logout is
 * proved to be theirs the impersonator's own session in the realm is logged out. During an impersonation a logout leads back to the impersonator's own view
 * ({@link FollowLogout}).
 */
public final class LogoutOfBrowser implements LogoutWatch {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final HeldWayBack held;
    private @Nullable Impersonation before;

    public LogoutOfBrowser(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.held = new HeldWayBack(session, realm, clock);
    }

    @Override
    public boolean leavesWayBack() {
        before = held.find().filter(this::isOverHere).orElse(null);
        return before != null;
    }

    /** The same of one that is over, while a session is being logged out that is no login of this browser any more. */
    boolean leavesWayBackAfterEnd() {
        before = held.over().orElse(null);
        return before != null;
    }

    private boolean isOverHere(Impersonation known) {
        return known.state(clock.instant()) == Impersonation.State.ENDED
                || new BrowserIdentity(session, realm)
                        .peek()
                        .filter(login -> known.start() != null
                                && known.start().userSessionId().equals(login.getId()))
                        .isEmpty();
    }

    @Override
    public boolean isOf(String userSessionId) {
        return before != null
                && before.start() != null
                && (before.start().userSessionId().equals(userSessionId)
                        || before.start().impersonatorSessionId().equals(userSessionId));
    }

    @Override
    public void loggedOut() {
        left().ifPresent(known -> {
            close(known);
            new ImpersonatedSessions(session, realm)
                    .own(known)
                    .filter(own -> own.getRealm().getId().equals(realm.getId()))
                    .ifPresent(this::logOut);
        });
    }

    /** The same where no one has shown that they may log anybody out: the way back is closed, and no session ends. */
    public void leftUnproved() {
        left().ifPresent(this::close);
    }

    private Optional<Impersonation> left() {
        Impersonation known = before;
        return known == null
                ? Optional.empty()
                // The logout of a session of it may have led back in this very request.
                : held.find()
                        .filter(now -> now.id().equals(known.id()) && now.isWayBackUsed() == known.isWayBackUsed());
    }

    private void close(Impersonation left) {
        new EndWithoutLogin(session, realm, clock).end(left);
        ImpersonationStore store = new ImpersonationStore(session);
        store.find(left.id()).map(Impersonation::withoutWayBack).ifPresent(store::update);
        CommittedCookies.of(session, new RevertCookie(session, realm)::expire);
    }

    /** The event comes back here by {@link FollowLogout}: the way back is closed by then, so there is nothing to do. */
    private void logOut(UserSessionModel own) {
        new UserEvents(session, realm).ownLoggedOut(own);
        new Farewell(session.getKeycloakSessionFactory(), clock).onceCommitted(session, realm, own.getId());
    }
}

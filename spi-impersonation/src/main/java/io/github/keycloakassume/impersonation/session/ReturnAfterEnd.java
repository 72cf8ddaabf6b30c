package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.CommittedCookies;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationEntry;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * The way back from an impersonation that ended otherwise than by the way back: no one is logged in in the browser that
 * started it then, and the impersonator may be in it again as long as their own session lives.
 */
public final class ReturnAfterEnd {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final RevertCookie revertCookie;
    private final HeldWayBack held;

    public ReturnAfterEnd(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.revertCookie = new RevertCookie(session, realm);
        this.held = new HeldWayBack(session, realm, clock);
    }

    /**
     * What ended.
     *
     * @param impersonation one that this browser started
     * @param own the session to come back to, in the realm of the impersonator; empty when it is gone, or called back
     *     (not-before): then there is only a new login
     */
    public record Ended(Impersonation impersonation, Optional<UserSessionModel> own) {

        /** How it ended. */
        public EndCause cause() {
            return impersonation.end() == null
                    ? EndCause.TIME_OVER
                    : impersonation.end().cause();
        }
    }

    /** The impersonation that this browser started and that is over; a browser without our cookies costs no lookup. */
    public Optional<Ended> find() {
        return held.over().flatMap(this::ended);
    }

    /**
     * The same for a browser without a login, in which none can run: also one of which the end is not noted yet, by whatever
     * way its session went.
     */
    public Optional<Ended> findWithoutLogin() {
        return held.find().flatMap(this::ended);
    }

    /** The same, and it is over in the record too from now on. */
    public Optional<Ended> endWithoutLogin() {
        return held.find().map(this::over).flatMap(this::ended);
    }

    /** Nothing is said of one that the browser has come back from already, when that cannot be done again. */
    private Optional<Ended> ended(Impersonation known) {
        Optional<UserSessionModel> own = new ImpersonatedSessions(session, realm).ownToReturnTo(known);
        return own.isEmpty() && known.isWayBackUsed() ? Optional.empty() : Optional.of(new Ended(known, own));
    }

    private Impersonation over(Impersonation known) {
        new EndWithoutLogin(session, realm, clock).end(known);
        return new ImpersonationStore(session).find(known.id()).orElse(known);
    }

    /**
     * Has the impersonator in the browser again; an administrator of another realm is that there anyway.
     *
     * @param ended what was found in this very request, with a session to come back to
     */
    public void back(Ended ended) {
        use(ended, new BrowserIdentity(session, realm)::become);
    }

    /** The same in the middle of a login. */
    public void backWithinLogin(Ended ended) {
        use(ended, new BrowserIdentity(session, realm)::becomeWithinLogin);
    }

    private void use(Ended ended, Consumer<UserSessionModel> become) {
        Impersonation impersonation = ended.impersonation();
        if (!impersonation.isWayBackUsed()) {
            noteReturn(impersonation, ended.cause());
        }
        new UsedWayBack(session, clock).note(impersonation);
        CommittedCookies.of(session, () -> {
            revertCookie.expire();
            ended.own().filter(this::isFromHere).ifPresent(become);
        });
    }

    /** Once: a browser that did not get the answer comes back once more. */
    private void noteReturn(Impersonation impersonation, EndCause cause) {
        new Trail(session, clock)
                .done(ImpersonationEntry.of(ImpersonationAction.RETURNED, impersonation, cause.wireName()));
        new UserEvents(session, realm).returned(impersonation);
    }

    /** Leaves the browser without a login: the secret opens nothing any more. */
    public void close(Ended ended) {
        new ImpersonationStore(session).update(ended.impersonation().withoutWayBack());
        CommittedCookies.of(session, revertCookie::expire);
    }

    private boolean isFromHere(UserSessionModel own) {
        return own.getRealm().getId().equals(realm.getId());
    }
}

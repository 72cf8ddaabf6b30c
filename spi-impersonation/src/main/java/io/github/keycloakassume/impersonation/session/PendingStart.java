package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.audit.ImpersonatedRefusal;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.LoginStrength;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** What a start ticket stands for, shown to the browser of the one who asked and to no other. */
public final class PendingStart {

    /** How long a ticket can be used from the request on. */
    public static final Duration TICKET_LIFESPAN = StartTickets.LIFESPAN;

    private final KeycloakSession session;
    private final RealmModel home;
    private final Clock clock;
    private final Trail trail;
    private final BrowserIdentity browser;

    /**
     * What starts at a realm.
     *
     * @param home the realm of the impersonators, whose cookies are sent here
     */
    public PendingStart(KeycloakSession session, RealmModel home, Clock clock) {
        this.session = session;
        this.home = home;
        this.clock = clock;
        this.trail = new Trail(session, clock);
        this.browser = new BrowserIdentity(session, home);
    }

    /**
     * A pending impersonation.
     *
     * @param realm the subject's realm
     * @param impersonatorSession the login session of the impersonator in this browser
     */
    public record Found(RealmModel realm, Impersonation impersonation, UserSessionModel impersonatorSession) {}

    /**
     * Reads a ticket without using it.
     *
     * @return empty when nobody is logged in here yet
     * @throws RefusedException when the ticket is not good, or not for the one who is logged in
     */
    public Optional<Found> look(String ticket) {
        Optional<UserSessionModel> login = browser.session();
        login.filter(own -> Marks.isImpersonated(session, own)).ifPresent(this::refuseImpersonated);
        StartTickets.Target target = new StartTickets(session, home)
                .look(ticket)
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.TICKET_INVALID));
        RealmModel realm = session.realms().getRealm(target.realmId());
        Impersonation pending = new ImpersonationStore(session)
                .find(target.realmId(), target.impersonationId())
                .filter(found -> realm != null && isOpen(found, login))
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.TICKET_INVALID));
        return login.map(own -> {
            requireImpersonator(pending, own);
            requireGoodLogin(realm, pending, own);
            return new Found(realm, pending, own);
        });
    }

    /** One whose browser has not come is shown again to the login that started it: the answer was lost. */
    private boolean isOpen(Impersonation found, Optional<UserSessionModel> login) {
        return found.state(clock.instant()) == Impersonation.State.PENDING
                || login.filter(own -> new RepeatStart(session, clock).isOpenTo(own, found))
                        .isPresent();
    }

    private void refuseImpersonated(UserSessionModel login) {
        new ImpersonatedRefusal(session, clock).note(login, Refusal.IMPERSONATED);
        throw new RefusedException(Refusal.IMPERSONATED);
    }

    private void requireImpersonator(Impersonation pending, UserSessionModel login) {
        Person here = Directory.person(home, login.getUser());
        if (!here.isSamePersonAs(pending.impersonator())) {
            trail.refused(TrailEntry.refused(
                    pending.realmId(),
                    here,
                    pending.subject(),
                    pending.id(),
                    ImpersonationRefusal.TICKET_OF_OTHER_USER));
            throw new RefusedException(ImpersonationRefusal.TICKET_OF_OTHER_USER);
        }
    }

    /** The token that asked for it may have come of a better login than the one in this browser. */
    private void requireGoodLogin(RealmModel realm, Impersonation pending, UserSessionModel own) {
        if (!RealmSettings.of(session, realm).stepUp().isMetBy(new LoginStrength(session, own), clock.instant())) {
            Refusal refusal = Refusal.INSUFFICIENT_USER_AUTHENTICATION;
            trail.refused(TrailEntry.refused(
                    pending.realmId(), pending.impersonator(), pending.subject(), pending.id(), refusal));
            throw new RefusedException(refusal);
        }
    }
}

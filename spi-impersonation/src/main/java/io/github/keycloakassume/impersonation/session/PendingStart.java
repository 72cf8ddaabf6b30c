package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.Actor;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Person;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** What a start ticket stands for, shown to the browser of the one who asked and to no other. */
public final class PendingStart {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final Trail trail;
    private final BrowserIdentity browser;

    public PendingStart(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new Trail(session, clock);
        this.browser = new BrowserIdentity(session, realm);
    }

    /** A pending impersonation and the login session of the impersonator in this browser. */
    public record Found(Impersonation impersonation, UserSessionModel impersonatorSession) {}

    /**
     * Reads a ticket without using it.
     *
     * @return empty when nobody is logged in here yet
     * @throws RefusedException when the ticket is not good, or not for the one who is logged in
     */
    public Optional<Found> look(String ticket) {
        Optional<UserSessionModel> login = browser.session();
        login.filter(Marks::isImpersonated).ifPresent(this::refuseImpersonated);
        Impersonation pending = new StartTickets(session, realm)
                .look(ticket)
                .flatMap(id -> new ImpersonationStore(session).find(realm.getId(), id))
                .filter(found -> found.state(clock.instant()) == Impersonation.State.PENDING)
                .orElseThrow(() -> new RefusedException(Refusal.TICKET_INVALID));
        return login.map(own -> {
            requireImpersonator(pending, own);
            return new Found(pending, own);
        });
    }

    private void refuseImpersonated(UserSessionModel login) {
        Optional<ImpersonationMark> mark = Marks.of(login);
        trail.refused(TrailEntry.refused(
                realm.getId(),
                mark.map(ImpersonationMark::actor).map(Actor::person).orElse(null),
                Directory.person(realm, login.getUser()),
                mark.map(ImpersonationMark::impersonationId).orElse(null),
                Refusal.IMPERSONATED));
        throw new RefusedException(Refusal.IMPERSONATED);
    }

    private void requireImpersonator(Impersonation pending, UserSessionModel login) {
        Person here = Directory.person(realm, login.getUser());
        if (!here.isSamePersonAs(pending.impersonator())) {
            trail.refused(TrailEntry.refused(
                    realm.getId(), here, pending.subject(), pending.id(), Refusal.TICKET_OF_OTHER_USER));
            throw new RefusedException(Refusal.TICKET_OF_OTHER_USER);
        }
    }
}

package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.audit.Trail;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.EvaluatedImpersonator;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.Actor;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.model.Secrets;
import io.github.keycloakassume.impersonation.model.TrailAction;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** The impersonator confirms, and his browser is the user. His own session stays as it is. */
public final class StartImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final Trail trail;
    private final ImpersonatedSessions sessions;

    public StartImpersonation(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new Trail(session, clock);
        this.sessions = new ImpersonatedSessions(session, realm);
    }

    /**
     * Uses the ticket up and switches the browser.
     *
     * @param fromOwnPage whether the confirmation came from our confirm page in this browser
     * @return where the browser goes now
     * @throws RefusedException when the ticket has been used meanwhile, or what was allowed no longer is, after the trail
     *     has noted it
     */
    public URI start(String ticket, boolean fromOwnPage, PendingStart.Found found) {
        Impersonation pending = found.impersonation();
        try {
            return switchTo(admit(ticket, fromOwnPage, found), found);
        } catch (RefusedException refused) {
            trail.refused(TrailEntry.refused(
                    realm.getId(), pending.impersonator(), pending.subject(), pending.id(), refused.refusal()));
            throw refused;
        }
    }

    private UserModel admit(String ticket, boolean fromOwnPage, PendingStart.Found found) {
        if (!fromOwnPage) {
            throw new RefusedException(Refusal.CROSS_SITE_REQUEST);
        }
        if (!new StartTickets(session, realm).use(ticket, found.impersonation().id())) {
            throw new RefusedException(Refusal.TICKET_INVALID);
        }
        return decideAgain(found);
    }

    private URI switchTo(UserModel subject, PendingStart.Found found) {
        Impersonation pending = found.impersonation();
        Instant now = clock.instant();
        UserSessionModel opened = sessions.open(subject, found.impersonatorSession());
        String secret = Secrets.random();
        ImpersonationMark mark = mark(found, secret);
        sessions.mark(opened, mark);
        Impersonation started = pending.started(now, opened.getId());
        new ImpersonationStore(session).update(started);
        trail.done(TrailEntry.of(TrailAction.STARTED, started, started.reason().text()));
        new UserEvents(session, realm).impersonated(opened, mark);
        new BrowserIdentity(session, realm).become(opened);
        new RevertCookie(session, realm).set(started.id(), secret, Duration.between(now, started.endsAt()));
        return URI.create(started.landingUri());
    }

    /** What was allowed a minute ago may not be any more. */
    private UserModel decideAgain(PendingStart.Found found) {
        Impersonation pending = found.impersonation();
        UserModel subject = new Directory(session, realm)
                .find(pending.subject())
                .orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
        UserModel impersonator = found.impersonatorSession().getUser();
        new Policies(session)
                .decide(new ImpersonationAttempt(
                        realm, EvaluatedImpersonator.ofUser(session, realm, impersonator), subject, pending.mode()))
                .orThrow();
        return subject;
    }

    private ImpersonationMark mark(PendingStart.Found found, String secret) {
        Impersonation pending = found.impersonation();
        return new ImpersonationMark(
                pending.id(),
                pending.mode(),
                pending.endsAt(),
                new Actor(pending.impersonator(), new RealmUrls(session, realm).issuer()),
                found.impersonatorSession().getId(),
                Secrets.hash(secret));
    }
}

package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Secrets;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.BegunInRequest;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.CommittedCookies;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.keycloak.RunningFrom;
import io.github.keycloakassume.impersonation.keycloak.UserEvents;
import io.github.keycloakassume.impersonation.model.ActorToken;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationEntry;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.spi.ImpersonationStarted;
import io.github.keycloakassume.impersonation.store.AwaitedStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** What has been decided begins: session, mark, record, trail, event and, where there is one, the browser. */
final class BeginImpersonation {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final ImpersonatedSessions sessions;

    BeginImpersonation(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.sessions = new ImpersonatedSessions(session, realm);
    }

    /**
     * In the browser of this request, which becomes the subject once all of it is committed.
     *
     * @param secret of the way back
     */
    Impersonation inBrowser(Impersonation pending, UserSessionModel own, UserModel subject, String secret) {
        UserSessionModel opened =
                sessions.open(subject, own, RealmSettings.of(session, realm).latestEnd(pending.requestedAt()));
        Impersonation started = begin(pending, own, opened, Secrets.hash(secret));
        handOver(started, opened, secret);
        return started;
    }

    /** Gives the browser of this request the session, and the secret of the way back, once all is committed. */
    void handOver(Impersonation started, UserSessionModel opened, String secret) {
        CommittedCookies.of(session, () -> {
            new BrowserIdentity(session, realm).become(opened);
            new RevertCookie(session, realm).set(started.id(), secret);
        });
    }

    /** In a session that Keycloak has opened without a browser, for tokens alone: there is no way back from there. */
    Impersonation inSession(Impersonation pending, UserSessionModel own, UserSessionModel opened) {
        sessions.bind(opened, own, RealmSettings.of(session, realm).latestEnd(pending.requestedAt()));
        return begin(pending, own, opened, null);
    }

    /**
     * In a session of its own, without a browser, for tokens alone. It is not recorded before.
     *
     * @param own the login that the actor acts from, null of a service account
     * @param client which exchanges
     * @param origin its id, or the internal id of the service account's client
     * @param actorToken which is exchanged
     */
    Impersonation onBehalf(
            Impersonation wanted,
            @Nullable UserSessionModel own,
            String origin,
            ActorToken actorToken,
            ClientModel client,
            UserModel subject) {
        UserSessionModel opened = sessions.openAhead(
                wanted, subject, own, client, RealmSettings.of(session, realm).latestEnd(wanted.requestedAt()));
        String issuer = new RealmUrls(session, realm).issuer();
        Impersonation started =
                wanted.started(new Impersonation.Start(clock.instant(), opened.getId(), origin, null, issuer));
        if (own != null) {
            new RunningFrom(session, own).addExchanges();
        }
        new ImpersonationStore(session).insert(started);
        BegunInRequest.note(session, started.id(), actorToken);
        return announce(started, opened, issuer);
    }

    private Impersonation begin(
            Impersonation pending, UserSessionModel own, UserSessionModel opened, @Nullable String secretHash) {
        String issuer = new RealmUrls(session, own.getRealm()).issuer();
        Impersonation started = pending.started(
                new Impersonation.Start(clock.instant(), opened.getId(), own.getId(), secretHash, issuer));
        new RunningFrom(session, own).add(started.id());
        if (started.runsInBrowser()) {
            new AwaitedStore(session).start(started, ArrivedBrowser.awaitedUntil(clock.instant()));
        } else {
            new ImpersonationStore(session).update(started);
        }
        sessions.mark(opened, started);
        BegunInRequest.note(session, started.id());
        return announce(started, opened, issuer);
    }

    private Impersonation announce(Impersonation started, UserSessionModel opened, String issuer) {
        ImpersonationMark mark = ImpersonationMark.of(started, issuer);
        new Trail(session, clock)
                .done(ImpersonationEntry.of(ImpersonationAction.STARTED, started, started.reasonText()));
        new UserEvents(session, realm).impersonated(opened, mark);
        new TellSubject(session, realm).started(started);
        session.getKeycloakSessionFactory().publish(new ImpersonationStarted(session, started));
        return started;
    }
}

package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.keycloak.BackgroundRequest;
import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.NamedImpersonation;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.keycloak.RequestAsAtStart;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.OwedLogoutStore;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Tells the applications that a session is logged out, and removes it: once its end is committed, in a transaction of its own.
 * Until then the session is there, so that what must be told is not lost with the process; each use of it is refused by the
 * record. The row says that applications are still to be told, and until when that is being done: should the process die over
 * it, it is done once more, by whichever node comes first. So each application hears of it at least once.
 */
public final class Farewell {

    private static final Logger LOG = Logger.getLogger(Farewell.class);

    /** After that time it is told once more. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final OwnTransaction transaction;
    private final Clock clock;

    public Farewell(KeycloakSessionFactory factory, Clock clock) {
        this.transaction = new OwnTransaction(factory);
        this.clock = clock;
    }

    /** When an end at this moment is told once more, unless it has been told by then. */
    static Instant againAfter(Clock clock) {
        return clock.instant().plus(LEASE);
    }

    /** Once that transaction, which ends the impersonation, is committed. */
    void onceCommitted(KeycloakSession session, Impersonation ended) {
        AfterCommit.of(session, () -> tell(ended));
    }

    /** The same for a session that has no record of its own. */
    void onceCommitted(KeycloakSession session, RealmModel realm, String userSessionId) {
        String realmId = realm.getId();
        String issuer = new RealmUrls(session, realm).issuer();
        AfterCommit.of(
                session,
                () -> attempt(() -> "user session " + userSessionId, own -> {
                    RealmModel there = own.realms().getRealm(realmId);
                    if (there != null) {
                        BackgroundRequest.enter(own, there, issuer);
                        Optional.ofNullable(own.sessions().getUserSession(there, userSessionId))
                                .ifPresent(new ImpersonatedSessions(own, there)::end);
                    }
                }));
    }

    /** Takes on what should have been told by now: of any number of nodes that do, one is told true. */
    public boolean takeOn(Impersonation ended) {
        return transaction.call(own -> new OwedLogoutStore(own).take(ended.id(), clock.instant(), againAfter(clock)));
    }

    /** Tells what has been taken on. */
    public void tell(Impersonation ended) {
        attempt(() -> NamedImpersonation.of(new LogNames(transaction), ended), own -> {
            RealmModel realm = own.realms().getRealm(ended.realmId());
            if (realm != null) {
                RequestAsAtStart.enter(own, realm, ended);
                ImpersonatedSessions sessions = new ImpersonatedSessions(own, realm);
                sessions.of(ended).ifPresent(sessions::end);
            }
            new OwedLogoutStore(own).told(ended.id());
        });
    }

    /** What fails here has been committed all the same: the caller is not to hear otherwise. */
    private void attempt(Supplier<String> what, Consumer<KeycloakSession> work) {
        Attempt.at(() -> transaction.run(work), e -> EngineLine.NOT_ALL_TOLD.log(LOG, e, what.get(), e));
    }
}

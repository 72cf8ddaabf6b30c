package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.BackgroundRequest;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.LogNames;
import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.session.EndImpersonation;
import io.github.keycloakassume.impersonation.session.Farewell;
import io.github.keycloakassume.impersonation.store.AwaitedStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.work.Attempt;
import io.github.keycloakassume.impersonation.work.EngineLine;
import io.github.keycloakassume.impersonation.work.Lanes;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * Hands impersonations to {@link Lanes}, to be ended there without a request, each in a short transaction of its own: one
 * that fails costs no other, and one whose application does not answer its logout delays those of that application alone.
 */
final class BackgroundEnd {

    private static final Logger LOG = Logger.getLogger(BackgroundEnd.class);

    private final KeycloakSession session;
    private final Clock clock;
    private final Lanes lanes;

    BackgroundEnd(KeycloakSession session, Clock clock, Lanes lanes) {
        this.session = session;
        this.clock = clock;
        this.lanes = lanes;
    }

    void hand(Impersonation running, EndCause cause) {
        if (!lanes.knows(running.id())) {
            OwnTransaction transaction = new OwnTransaction(session.getKeycloakSessionFactory());
            lanes.add(new Lanes.Job(running.id(), applications(running), () -> end(transaction, running, cause)));
        }
    }

    /** Has the applications told again of the end of one that has ended. */
    void handFarewell(Impersonation ended) {
        if (!lanes.knows(ended.id())) {
            Farewell farewell = new Farewell(session.getKeycloakSessionFactory(), clock);
            lanes.add(new Lanes.Job(ended.id(), applications(ended), () -> farewell.again(ended)));
        }
    }

    /** The applications that will be told. */
    private Set<String> applications(Impersonation running) {
        return login(session, running)
                .map(login -> login.getAuthenticatedClientSessions().keySet())
                .orElse(Set.of());
    }

    private void end(OwnTransaction transaction, Impersonation running, EndCause cause) {
        Attempt.at(
                () -> transaction.run(own -> new ImpersonationStore(own)
                        .claimIfFree(running.id())
                        .ifPresent(claimed -> end(own, claimed, cause))),
                e -> EngineLine.NOT_ENDED.log(
                        LOG, e, new LogNames(transaction).impersonation(running), cause.wireName(), e));
    }

    private void end(KeycloakSession own, Impersonation claimed, EndCause cause) {
        Optional<UserSessionModel> login = login(own, claimed);
        RealmModel realm = own.getContext().getRealm();
        boolean hasArrived = cause == EndCause.NEVER_ARRIVED && !new AwaitedStore(own).isAwaited(claimed.id());
        if (realm == null || hasArrived) {
            return;
        }
        BackgroundRequest.enterAsAtStart(own, realm, claimed);
        new EndImpersonation(own, realm, clock).end(claimed.id(), login.orElse(null), cause);
    }

    /** Enters its realm and finds its session, empty when either is gone. */
    private static Optional<UserSessionModel> login(KeycloakSession session, Impersonation impersonation) {
        RealmModel realm = session.realms().getRealm(impersonation.realmId());
        session.getContext().setRealm(realm);
        return realm == null ? Optional.empty() : new ImpersonatedSessions(session, realm).of(impersonation);
    }
}

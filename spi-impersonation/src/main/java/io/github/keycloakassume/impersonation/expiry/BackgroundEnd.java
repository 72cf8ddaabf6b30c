package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.Lanes;
import io.github.keycloakassume.impersonation.keycloak.NamedImpersonation;
import io.github.keycloakassume.impersonation.keycloak.RequestAsAtStart;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.session.EndImpersonation;
import io.github.keycloakassume.impersonation.store.AwaitedStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Ends impersonations where there is no request, each in a short transaction of its own: one that fails costs no other. For
 * that nothing is needed but the database; what needs Keycloak's caches and the applications comes after the commit, on
 * other threads ({@link BackgroundFarewell}).
 */
final class BackgroundEnd {

    private static final Logger LOG = Logger.getLogger(BackgroundEnd.class);

    private final Clock clock;
    private final OwnTransaction transaction;
    private final Lanes ends;
    private final BackgroundFarewell farewell;

    BackgroundEnd(KeycloakSessionFactory factory, Clock clock, Lanes ends, BackgroundFarewell farewell) {
        this.clock = clock;
        this.transaction = new OwnTransaction(factory);
        this.ends = ends;
        this.farewell = farewell;
    }

    /** How many are waiting to be ended, or are being ended. */
    int size() {
        return ends.size();
    }

    void hand(Impersonation running, EndCause cause) {
        ends.add(new Lanes.Job(running.id(), Set.of(), () -> end(running, cause)));
    }

    private void end(Impersonation running, EndCause cause) {
        Attempt.at(
                () -> transaction
                        .call(own -> new ImpersonationStore(own)
                                .claimIfFree(running.id())
                                .flatMap(claimed -> end(own, claimed, cause)))
                        .ifPresent(farewell::begin),
                e -> EngineLine.NOT_ENDED.log(
                        LOG, e, NamedImpersonation.of(new LogNames(transaction), running), cause.wireName(), e));
    }

    private Optional<Impersonation> end(KeycloakSession own, Impersonation claimed, EndCause cause) {
        RealmModel realm = own.realms().getRealm(claimed.realmId());
        boolean hasArrived = cause == EndCause.NEVER_ARRIVED && !new AwaitedStore(own).isAwaited(claimed.id());
        if (realm == null || hasArrived) {
            return Optional.empty();
        }
        RequestAsAtStart.enter(own, realm, claimed);
        return Optional.of(new EndImpersonation(own, realm, clock).endInRecord(claimed, cause));
    }
}

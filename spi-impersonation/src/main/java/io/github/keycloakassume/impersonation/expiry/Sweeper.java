package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.BackgroundRequest;
import io.github.keycloakassume.core.keycloak.LogNames;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.impersonation.keycloak.SubjectToken;
import io.github.keycloakassume.impersonation.model.ActorToken;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.session.ReviewImpersonation;
import io.github.keycloakassume.impersonation.store.AwaitedStore;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.store.OwedLogoutStore;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Has ended what is overdue, the longest overdue first. */
final class Sweeper implements ImpersonationExpiry {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int BATCH = 1_000;
    private static final int SLICE = 200;

    private final KeycloakSession session;
    private final Clock clock;
    private final BackgroundEnd end;
    private final BackgroundFarewell farewell;
    private final Executor later;

    /**
     * For the transaction of one session.
     *
     * @param later runs what nobody waits for
     */
    Sweeper(KeycloakSession session, Clock clock, BackgroundEnd end, BackgroundFarewell farewell, Executor later) {
        this.session = session;
        this.clock = clock;
        this.end = end;
        this.farewell = farewell;
        this.later = later;
    }

    @Override
    public void endOverdue() {
        // The longest overdue may be those that are being ended already.
        new ImpersonationStore(session)
                .overdue(clock.instant(), BATCH + end.size())
                .forEach(overdue -> end.hand(overdue, EndCause.TIME_OVER));
        new AwaitedStore(session)
                .neverArrived(clock.instant(), BATCH)
                .forEach(orphan -> end.hand(orphan, EndCause.NEVER_ARRIVED));
        new OwedLogoutStore(session).owing(clock.instant(), BATCH).forEach(farewell::hand);
    }

    @Override
    public void endUnder(String realmId, String grant) {
        inSlices(
                after -> store().runningUnder(realmId, grant, after, SLICE),
                slice -> slice.forEach(running -> end.hand(running, EndCause.GRANT_REVOKED)));
    }

    /** Of very many the next round of the review sees the rest: who has said so does not wait for all of them. */
    @Override
    public void review(String realmId) {
        later(realmId, sweeper -> sweeper.reviewAll(realmId));
    }

    @Override
    public void reviewElsewhere(String impersonatorRealmId) {
        later(impersonatorRealmId, sweeper -> sweeper.reviewAllElsewhere(impersonatorRealmId));
    }

    @Override
    public void review(String realmId, String userId) {
        reviewEach(after -> store().runningAs(realmId, userId, clock.instant(), after, SLICE));
    }

    @Override
    public void reviewBegun(Impersonation begun, String issuer, @Nullable ActorToken actorToken) {
        RealmModel realm = session.realms().getRealm(begun.realmId());
        if (realm != null) {
            BackgroundRequest.enter(session, realm, issuer);
            if (!new ReviewImpersonation(session, realm, clock).isStillAllowed(begun)) {
                store().endNow(begun.id(), clock.instant(), EndCause.NO_LONGER_ALLOWED);
            } else if (actorToken != null && !SubjectToken.isStillGood(session, realm, actorToken)) {
                store().endNow(begun.id(), clock.instant(), EndCause.IMPERSONATOR_GONE);
            }
        }
    }

    private void reviewAll(String realmId) {
        reviewEach(after -> store().runningIn(realmId, clock.instant(), after, SLICE));
    }

    private void reviewAllElsewhere(String impersonatorRealmId) {
        reviewEach(after -> store().runningElsewhere(impersonatorRealmId, clock.instant(), after, SLICE));
    }

    private void reviewEach(Function<String, List<Impersonation>> slices) {
        RunningReview review = new RunningReview(clock, end);
        inSlices(slices, slice -> review.review(session, slice));
    }

    private void later(String realmId, Consumer<Sweeper> work) {
        OwnTransaction transaction = new OwnTransaction(session.getKeycloakSessionFactory());
        later.execute(() -> Attempt.at(
                () -> transaction.run(own -> work.accept(new Sweeper(own, clock, end, farewell, later))),
                e -> EngineLine.NOT_REVIEWED_AT_ONCE.log(LOG, e, new LogNames(transaction).realm(realmId), e)));
    }

    private ImpersonationStore store() {
        return new ImpersonationStore(session);
    }

    /** A slice at a time, by id, however many there are. */
    private static void inSlices(Function<String, List<Impersonation>> slices, Consumer<List<Impersonation>> work) {
        List<Impersonation> slice = slices.apply("");
        while (!slice.isEmpty()) {
            work.accept(slice);
            slice = slices.apply(slice.get(slice.size() - 1).id());
        }
    }
}

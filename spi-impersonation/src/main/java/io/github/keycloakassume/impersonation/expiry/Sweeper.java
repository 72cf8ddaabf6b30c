package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.work.Lanes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/** Has ended what is overdue, the longest overdue first. */
final class Sweeper implements ImpersonationExpiry {

    private static final int BATCH = 1_000;
    private static final int SLICE = 200;

    private final KeycloakSession session;
    private final Clock clock;
    private final Lanes lanes;

    Sweeper(KeycloakSession session, Clock clock, Lanes lanes) {
        this.session = session;
        this.clock = clock;
        this.lanes = lanes;
    }

    @Override
    public void endOverdue() {
        BackgroundEnd end = new BackgroundEnd(session, clock, lanes);
        // The longest overdue may be those that are being ended already.
        new ImpersonationStore(session)
                .overdue(clock.instant(), BATCH + lanes.size())
                .forEach(overdue -> end.hand(overdue, EndCause.TIME_OVER));
    }

    @Override
    public void endUnder(String realmId, String grant) {
        BackgroundEnd end = new BackgroundEnd(session, clock, lanes);
        inSlices(
                after -> store().runningUnder(realmId, grant, clock.instant(), after, SLICE),
                running -> end.hand(running, EndCause.GRANT_REVOKED));
    }

    @Override
    public void remarkUnder(String realmId, String grant) {
        Optional.ofNullable(session.realms().getRealm(realmId)).ifPresent(realm -> {
            session.getContext().setRealm(realm);
            ImpersonatedSessions sessions = new ImpersonatedSessions(session, realm);
            inSlices(
                    after -> store().runningUnder(realmId, grant, clock.instant(), after, SLICE),
                    running -> sessions.of(running)
                            .ifPresent(login -> Marks.of(login)
                                    .filter(mark -> running.endsAt().isBefore(mark.endsAt()))
                                    .ifPresent(mark -> sessions.remark(login, mark.until(running.endsAt())))));
        });
    }

    @Override
    public void review(String realmId) {
        RunningReview review = new RunningReview(clock, lanes);
        inSlices(
                after -> store().runningIn(realmId, clock.instant(), after, SLICE),
                running -> review.review(session, List.of(running)));
    }

    private ImpersonationStore store() {
        return new ImpersonationStore(session);
    }

    /** A slice at a time, by id, however many there are. */
    private static void inSlices(Function<String, List<Impersonation>> slices, Consumer<Impersonation> work) {
        List<Impersonation> slice = slices.apply("");
        while (!slice.isEmpty()) {
            slice.forEach(work);
            slice = slices.apply(slice.get(slice.size() - 1).id());
        }
    }
}

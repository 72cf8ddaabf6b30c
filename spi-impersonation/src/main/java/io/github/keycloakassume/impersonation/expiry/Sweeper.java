package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import io.github.keycloakassume.impersonation.work.Lanes;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** Has ended what is overdue, the longest overdue first. */
final class Sweeper implements ImpersonationExpiry {

    private static final int BATCH = 1_000;

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
}

package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** Ends what is overdue, the longest overdue first. */
final class Sweeper implements ImpersonationExpiry {

    private static final int BATCH = 200;

    private final KeycloakSession session;
    private final Clock clock;

    Sweeper(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void endOverdue() {
        BackgroundEnd end = new BackgroundEnd(session, clock);
        new ImpersonationStore(session)
                .overdue(clock.instant(), BATCH)
                .forEach(overdue -> end.end(overdue, EndCause.TIME_OVER));
    }
}

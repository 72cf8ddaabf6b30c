package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.store.TrailStore;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** Writes the trail. */
public final class Trail {

    private final KeycloakSession session;
    private final Clock clock;

    public Trail(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Writes what is done, in the transaction that does it: neither is there without the other. */
    public void done(TrailEntry entry) {
        new TrailStore(session).insert(clock.instant(), clientAddress(), entry);
    }

    /** Writes what was refused, in a transaction of its own that stays when the request is rolled back. */
    public void refused(TrailEntry entry) {
        String address = clientAddress();
        new OwnTransaction(session).run(own -> new TrailStore(own).insert(clock.instant(), address, entry));
    }

    private String clientAddress() {
        return session.getContext().getConnection().getRemoteHost();
    }
}

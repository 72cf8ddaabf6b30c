package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.impersonation.keycloak.OwnTransaction;
import io.github.keycloakassume.impersonation.model.CountedAct;
import io.github.keycloakassume.impersonation.model.TrailEntry;
import io.github.keycloakassume.impersonation.store.ActCountStore;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;

/** Writes down what is done as somebody else: each act, or the first of its kind and then their number. */
public final class Acts {

    private final KeycloakSession session;
    private final Clock clock;

    public Acts(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** An act that gets an entry of its own. */
    void done(TrailEntry entry, @Nullable String ipAddress) {
        new Trail(session, clock).done(entry, ipAddress);
    }

    /** An act that is counted; the first one of its kind, application and address gets the entry. */
    public void counted(TrailEntry entry, CountedAct act) {
        Instant now = clock.instant();
        if (new ActCountStore(session).onceMore(act, now)) {
            return;
        }
        try {
            new OwnTransaction(session).run(own -> {
                new ActCountStore(own).first(entry.realmId(), act, now);
                new Trail(own, clock).done(entry, act.ipAddress());
            });
        } catch (ModelException e) {
            // Somebody else did the first at the same moment, so that there is one to add to; if not, this fails
            // loudly.
            if (!new ActCountStore(session).onceMore(act, now)) {
                throw e;
            }
        }
    }
}

package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.model.CountedAct;
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

    /**
     * An act that is counted; the first one of its kind, application and address gets the entry. In a transaction of its
     * own: nobody waits for another's count until his request is done, and a count that fails leaves the request one that
     * can still be made to fail (a failed statement marks it for a silent rollback).
     */
    public void counted(TrailEntry entry, CountedAct act) {
        Instant now = clock.instant();
        OwnTransaction transaction = new OwnTransaction(session);
        try {
            transaction.run(own -> count(own, entry, act, now));
        } catch (ModelException e) {
            // Somebody else did the first at the same moment, so that there is one to add to; if not, this fails too.
            transaction.run(own -> count(own, entry, act, now));
        }
    }

    private void count(KeycloakSession own, TrailEntry entry, CountedAct act, Instant now) {
        ActCountStore counts = new ActCountStore(own);
        if (!counts.onceMore(act, now)) {
            counts.first(entry.realmId(), act, now);
            new Trail(own, clock).done(entry, act.ipAddress());
        }
    }
}

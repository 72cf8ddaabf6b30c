package io.github.keycloakassume.core.trail;

import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.model.TrailRecord;
import io.github.keycloakassume.core.spi.Refused;
import io.github.keycloakassume.core.spi.TrailProvider;
import io.github.keycloakassume.core.spi.TrailWritten;
import io.github.keycloakassume.core.store.TrailStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Writes the trail: a row, and, once that is certain, a line of the log for those who keep watch elsewhere. */
public final class Trail implements TrailProvider {

    /** What one node writes down of one actor's refusals in a minute. */
    private static final int MOST_REFUSALS = 60;

    private static final RefusalLimit LIMIT = new RefusalLimit(MOST_REFUSALS, Duration.ofMinutes(1));

    private final KeycloakSession session;
    private final Clock clock;

    public Trail(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void done(TrailEntry entry) {
        done(entry, clientAddress());
    }

    /** The same when it came from another address than the request. */
    public void done(TrailEntry entry, @Nullable String ipAddress) {
        TrailRecord made = new TrailRecord(UUID.randomUUID().toString(), clock.instant(), ipAddress, entry);
        new TrailStore(session).insert(made);
        AfterCommit.of(session, new TrailLine(made)::log);
        session.getKeycloakSessionFactory().publish(new TrailWritten(session, entry));
    }

    @Override
    public void refused(TrailEntry entry) {
        session.getKeycloakSessionFactory().publish(new Refused(session, entry));
        String address = clientAddress();
        switch (LIMIT.next(actor(entry.actor(), address), clock.instant())) {
            case WRITTEN -> write(entry, address);
            case FIRST_OMITTED -> write(omitted(entry), address);
            case OMITTED -> {}
        }
    }

    private void write(TrailEntry entry, @Nullable String address) {
        new OwnTransaction(session).run(own -> new Trail(own, clock).done(entry, address));
    }

    private static TrailEntry omitted(TrailEntry entry) {
        return new TrailEntry(
                entry.realmId(),
                TrailAction.REFUSALS_OMITTED,
                entry.actor(),
                null,
                null,
                null,
                "more than " + MOST_REFUSALS + " in a minute");
    }

    private static String actor(@Nullable Person actor, @Nullable String address) {
        return actor == null ? "address " + address : actor.realmId() + " " + actor.userId();
    }

    private @Nullable String clientAddress() {
        return session.getContext().getConnection().getRemoteHost();
    }
}

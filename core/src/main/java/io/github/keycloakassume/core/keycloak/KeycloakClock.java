package io.github.keycloakassume.core.keycloak;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.keycloak.common.util.Time;

/** The clock of production: Keycloak's own {@link Time}, so that what moves Keycloak's time moves ours. */
public final class KeycloakClock extends Clock {

    private final ZoneId zone;

    public KeycloakClock() {
        this(ZoneOffset.UTC);
    }

    private KeycloakClock(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new KeycloakClock(other);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    /** Nanoseconds that only ever grow, whatever is done to the time: for how long something took ({@link System#nanoTime}). */
    static long ticks() {
        return System.nanoTime();
    }
}

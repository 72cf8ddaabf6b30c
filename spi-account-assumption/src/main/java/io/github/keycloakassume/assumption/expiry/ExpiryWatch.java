package io.github.keycloakassume.assumption.expiry;

import io.github.keycloakassume.assumption.watch.WatchFactory;
import io.github.keycloakassume.core.keycloak.EveryFewSeconds;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import java.time.Clock;
import java.time.Duration;
import org.keycloak.models.KeycloakSessionFactory;

/** Looks every few seconds whether anything is due, on every node: whatever it is, one of them claims it. */
public final class ExpiryWatch implements WatchFactory {

    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        DueRound round = new DueRound(CLOCK, factory);
        EveryFewSeconds.runOnEachNode(
                factory,
                "assume-grant-expiry",
                "look for grants and requests whose time is up",
                INTERVAL,
                session -> round.run());
    }

    @Override
    public String getId() {
        return "grant-expiry";
    }
}

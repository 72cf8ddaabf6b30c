package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.EveryFewSeconds;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import java.time.Clock;
import java.time.Duration;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the sweeper, and has it sweep on one node at a time. */
public final class SweeperFactory implements ImpersonationExpiryFactory {

    private static final Clock CLOCK = new KeycloakClock();
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @Override
    public ImpersonationExpiry create(KeycloakSession session) {
        return new Sweeper(session, CLOCK);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        EveryFewSeconds.run(
                factory,
                "assume-expiry",
                INTERVAL,
                session -> session.getProvider(ImpersonationExpiry.class).endOverdue());
        EveryFewSeconds.run(factory, "assume-review", INTERVAL, new RunningReview(CLOCK)::next);
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "sweeper";
    }
}

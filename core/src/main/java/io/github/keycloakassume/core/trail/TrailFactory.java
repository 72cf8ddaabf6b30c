package io.github.keycloakassume.core.trail;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.spi.TrailProvider;
import io.github.keycloakassume.core.spi.TrailProviderFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Gives other modules the trail. */
public final class TrailFactory implements TrailProviderFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public TrailProvider create(KeycloakSession session) {
        return new Trail(session, CLOCK);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-trail";
    }
}

package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the listener for what is done in impersonated sessions, which no realm has to name among its event listeners, and what counts. */
public final class ImpersonatedEventsFactory implements EventListenerProviderFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new ImpersonatedEvents(session, CLOCK);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        new Gauges(CLOCK).keepUpToDate(factory);
        Metering.listen(factory);
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-events";
    }
}

package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.session.FollowLogout;
import io.github.keycloakassume.impersonation.session.FollowRevocation;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the listener for logouts and revocations; no realm has to name it among its event listeners. */
public final class LogoutListenerFactory implements EventListenerProviderFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new LogoutListener(session, new FollowLogout(session, CLOCK), new FollowRevocation(session, CLOCK));
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-logout";
    }
}

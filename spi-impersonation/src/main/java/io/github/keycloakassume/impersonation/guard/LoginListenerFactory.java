package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.session.FollowLogin;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the listener for logins; no realm has to name it among its event listeners. */
public final class LoginListenerFactory implements EventListenerProviderFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new LoginListener(session, new FollowLogin(session, CLOCK));
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
        return "assume-login";
    }
}

package io.github.keycloakassume.impersonation.guard;

import io.github.keycloakassume.impersonation.keycloak.EventSession;
import io.github.keycloakassume.impersonation.session.FollowLogin;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/** Hears of every login in every realm, once Keycloak has attached it to a user session. */
final class LoginListener implements EventListenerProvider {

    private final KeycloakSession session;
    private final FollowLogin followLogin;

    LoginListener(KeycloakSession session, FollowLogin followLogin) {
        this.session = session;
        this.followLogin = followLogin;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.LOGIN && event.getSessionId() != null) {
            EventSession.of(session, event).ifPresent(followLogin::of);
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}

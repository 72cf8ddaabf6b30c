package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.EventSession;
import io.github.keycloakassume.impersonation.session.FollowLogout;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/** Hears of every logout in every realm. */
final class LogoutListener implements EventListenerProvider {

    private final KeycloakSession session;
    private final FollowLogout followLogout;

    LogoutListener(KeycloakSession session, FollowLogout followLogout) {
        this.session = session;
        this.followLogout = followLogout;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.LOGOUT && event.getSessionId() != null) {
            EventSession.of(session, event).ifPresent(login -> followLogout.of(login, event.getDetails()));
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}

package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.session.FollowLogout;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;

/** Hears of every logout in every realm. */
final class LogoutListener implements EventListenerProvider {

    private final FollowLogout followLogout;

    LogoutListener(FollowLogout followLogout) {
        this.followLogout = followLogout;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.LOGOUT && event.getSessionId() != null) {
            followLogout.of(event.getRealmId(), event.getSessionId(), event.getDetails());
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}

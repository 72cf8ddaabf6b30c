package io.github.keycloakassume.impersonation.expiry;

import io.github.keycloakassume.impersonation.keycloak.EventSession;
import io.github.keycloakassume.impersonation.session.FollowLogout;
import io.github.keycloakassume.impersonation.session.FollowRevocation;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/** Hears of every logout and every revocation in every realm. */
final class LogoutListener implements EventListenerProvider {

    private final KeycloakSession session;
    private final FollowLogout followLogout;
    private final FollowRevocation followRevocation;

    LogoutListener(KeycloakSession session, FollowLogout followLogout, FollowRevocation followRevocation) {
        this.session = session;
        this.followLogout = followLogout;
        this.followRevocation = followRevocation;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.LOGOUT && event.getSessionId() != null) {
            EventSession.of(session, event).ifPresent(login -> followLogout.of(login, event.getDetails()));
        } else if (event.getType() == EventType.REVOKE_GRANT && event.getError() == null) {
            EventSession.of(session, event).ifPresent(followRevocation::of);
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}

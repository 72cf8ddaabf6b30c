package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Keycloak events of an impersonation, shaped as stock's. {@link EventDetails} says who acts in them. */
public final class UserEvents {

    private final KeycloakSession session;
    private final RealmModel realm;

    public UserEvents(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** {@code IMPERSONATE}, as the Admin Console's own button fires it. */
    public void impersonated(UserSessionModel impersonated, ImpersonationMark mark) {
        fire(EventType.IMPERSONATE, impersonated, mark, "started");
    }

    /** {@code LOGOUT} of the impersonated session. */
    public void loggedOut(UserSessionModel impersonated, ImpersonationMark mark) {
        fire(EventType.LOGOUT, impersonated, mark, "ended");
    }

    private void fire(EventType type, UserSessionModel impersonated, ImpersonationMark mark, String state) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(type)
                .session(impersonated)
                .user(impersonated.getUser())
                .detail(EventDetails.STATE, state);
        EventDetails.of(session, mark).forEach(event::detail);
        event.success();
    }
}

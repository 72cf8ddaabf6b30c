package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Keycloak events of an impersonation, shaped as stock's. */
public final class UserEvents {

    /** Detail that names the impersonation. */
    public static final String IMPERSONATION_ID = "impersonation_id";

    private static final String IMPERSONATOR_ID = "impersonator_id";

    private final KeycloakSession session;
    private final RealmModel realm;

    public UserEvents(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** {@code IMPERSONATE}, as the Admin Console's own button fires it. */
    public void impersonated(UserSessionModel impersonated, ImpersonationMark mark) {
        fire(EventType.IMPERSONATE, impersonated, mark);
    }

    /** {@code LOGOUT} of the impersonated session. */
    public void loggedOut(UserSessionModel impersonated, ImpersonationMark mark) {
        fire(EventType.LOGOUT, impersonated, mark);
    }

    private void fire(EventType type, UserSessionModel impersonated, ImpersonationMark mark) {
        RealmModel own = session.realms().getRealm(mark.actor().person().realmId());
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(type)
                .session(impersonated)
                .user(impersonated.getUser())
                .detail(Details.IMPERSONATOR, mark.actor().person().username())
                .detail(Details.IMPERSONATOR_REALM, own == null ? "" : own.getName())
                .detail(IMPERSONATOR_ID, mark.actor().person().userId())
                .detail(IMPERSONATION_ID, mark.impersonationId())
                .success();
    }
}

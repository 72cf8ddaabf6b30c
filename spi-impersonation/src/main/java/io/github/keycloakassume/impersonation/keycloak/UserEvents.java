package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Refusal;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
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

    /** The same without the session, which need not be looked for. */
    public void loggedOut(String userSessionId, UserModel subject, ImpersonationMark mark) {
        fire(EventType.LOGOUT, userSessionId, subject, mark, "ended");
    }

    /** {@code LOGOUT} of a session that is no impersonation. */
    public void ownLoggedOut(UserSessionModel own) {
        new EventBuilder(own.getRealm(), session, session.getContext().getConnection())
                .event(EventType.LOGOUT)
                .session(own)
                .user(own.getUser())
                .success();
    }

    /** {@code IMPERSONATE}: the impersonator has come back after the end. Its session is gone. */
    public void returned(Impersonation ended) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.IMPERSONATE)
                .user(ended.subject().userId())
                .detail(EventDetails.STATE, "returned");
        EventDetails.of(session, ended.impersonator(), ended.id()).forEach(event::detail);
        event.success();
    }

    /**
     * {@code USER_INFO_REQUEST}, the nearest that Keycloak has, for a look at the account in the account API.
     *
     * @param clientId the application through which
     * @param resource what of the account
     */
    public void accountSeen(UserSessionModel impersonated, @Nullable String clientId, String resource) {
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.USER_INFO_REQUEST)
                .session(impersonated)
                .user(impersonated.getUser())
                .client(clientId)
                .detail(EventDetails.ACCOUNT_RESOURCE, resource)
                .success();
    }

    /** {@code IMPERSONATE_ERROR}: something was refused in an impersonated session that Keycloak has no event for. */
    public void refused(UserSessionModel impersonated, ImpersonationMark mark, Refusal refusal) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.IMPERSONATE)
                .user(impersonated.getUser());
        EventDetails.of(session, mark).forEach(event::detail);
        event.error(refusal.key());
    }

    private void fire(EventType type, UserSessionModel impersonated, ImpersonationMark mark, String state) {
        fire(type, impersonated.getId(), impersonated.getUser(), mark, state);
    }

    private void fire(EventType type, String userSessionId, UserModel subject, ImpersonationMark mark, String state) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(type)
                .session(userSessionId)
                .user(subject)
                .detail(EventDetails.STATE, state);
        EventDetails.of(session, mark).forEach(event::detail);
        event.success();
    }
}

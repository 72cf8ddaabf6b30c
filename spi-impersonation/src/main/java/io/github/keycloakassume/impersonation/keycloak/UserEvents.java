package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.InRealm;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.Impersonation;
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
        event(
                        EventType.IMPERSONATE,
                        impersonated.getId(),
                        impersonated.getUser().getId(),
                        mark,
                        "started")
                .success();
    }

    /**
     * {@code LOGOUT} of an impersonated session, which need not be there any more, nor its user.
     *
     * @param cause how the impersonation ended
     */
    public void loggedOut(String userSessionId, String userId, ImpersonationMark mark, EndCause cause) {
        EventBuilder event = event(EventType.LOGOUT, userSessionId, userId, mark, "ended")
                .detail(EventDetails.END, cause.wireName());
        inItsRealm(realm, event::success);
    }

    /** {@code LOGOUT} of a session that is no impersonation. */
    public void ownLoggedOut(UserSessionModel own) {
        EventBuilder event = new EventBuilder(
                        own.getRealm(), session, session.getContext().getConnection())
                .event(EventType.LOGOUT)
                .session(own)
                .user(own.getUser());
        inItsRealm(own.getRealm(), event::success);
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

    /** {@code IMPERSONATE_ERROR}: something was refused in an impersonated session that Keycloak has no event for. */
    public void refused(UserSessionModel impersonated, ImpersonationMark mark, Refusal refusal) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.IMPERSONATE)
                .user(impersonated.getUser());
        EventDetails.of(session, mark).forEach(event::detail);
        event.error(refusal.key());
    }

    private EventBuilder event(
            EventType type, String userSessionId, String userId, ImpersonationMark mark, String state) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(type)
                .session(userSessionId)
                .user(userId)
                .detail(EventDetails.STATE, state);
        EventDetails.of(session, mark).forEach(event::detail);
        return event;
    }

    /** Keycloak's transmitter of signals takes the realm from the context ({@code SsfTransmitterEventListener}). */
    private void inItsRealm(RealmModel its, Runnable fire) {
        new InRealm(session, its).call(() -> {
            fire.run();
            return its;
        });
    }
}

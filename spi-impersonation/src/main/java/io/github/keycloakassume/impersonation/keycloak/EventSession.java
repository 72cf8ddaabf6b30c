package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.util.TokenUtil;

/** The user session that an event of Keycloak is about, which Keycloak has loaded for it. */
public final class EventSession {

    private EventSession() {}

    /**
     * That session, empty when there is none. An event that names none (UMA, {@code AuthorizationTokenService}) is about the
     * one that the request is made with, unless it is about somebody else. An offline one is nobody's impersonation and is
     * not looked for.
     */
    public static Optional<UserSessionModel> of(KeycloakSession session, Event event) {
        if (isOffline(event)) {
            return Optional.empty();
        }
        UserSessionModel current = session.getContext().getUserSession();
        if (event.getSessionId() == null) {
            return Optional.ofNullable(current).filter(login -> isAbout(event, login));
        }
        if (current != null && current.getId().equals(event.getSessionId())) {
            return Optional.of(current);
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return Optional.empty();
        }
        Optional<UserSessionModel> loaded =
                Optional.ofNullable(session.sessions().getUserSession(realm, event.getSessionId()));
        return loaded.isEmpty() && event.getType() == EventType.LOGOUT
                ? new LeavingSession(session, realm).find(event.getSessionId())
                : loaded;
    }

    private static boolean isAbout(Event event, UserSessionModel login) {
        return login.getRealm().getId().equals(event.getRealmId())
                && (event.getUserId() == null
                        || event.getUserId().equals(login.getUser().getId()));
    }

    /** Whether the realm keeps it ({@code EventBuilder.sendNow}). */
    public static boolean isStored(KeycloakSession session, Event event) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null || !realm.isEventsEnabled()) {
            return false;
        }
        Set<String> kept = realm.getEnabledEventTypesStream().collect(Collectors.toSet());
        return kept.isEmpty()
                ? event.getType().isSaveByDefault()
                : kept.contains(event.getType().name());
    }

    private static boolean isOffline(Event event) {
        return event.getDetails() != null
                && TokenUtil.TOKEN_TYPE_OFFLINE.equals(event.getDetails().get(Details.REFRESH_TOKEN_TYPE));
    }
}

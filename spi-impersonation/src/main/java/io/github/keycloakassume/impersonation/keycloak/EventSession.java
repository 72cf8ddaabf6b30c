package io.github.keycloakassume.impersonation.keycloak;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.util.TokenUtil;

/** The user session that an event of Keycloak is about, which Keycloak has loaded for it. */
public final class EventSession {

    private EventSession() {}

    /** That session, empty when there is none; an offline one is nobody's impersonation and is not looked for. */
    public static Optional<UserSessionModel> of(KeycloakSession session, Event event) {
        if (event.getSessionId() == null || isOffline(event)) {
            return Optional.empty();
        }
        UserSessionModel current = session.getContext().getUserSession();
        if (current != null && current.getId().equals(event.getSessionId())) {
            return Optional.of(current);
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        return Optional.ofNullable(realm).map(known -> session.sessions().getUserSession(known, event.getSessionId()));
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

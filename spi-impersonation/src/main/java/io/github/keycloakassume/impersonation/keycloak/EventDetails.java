package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What Keycloak's events of an impersonated session say of the real person. */
public final class EventDetails {

    /**
     * Of the events that we fire ourselves: whether the impersonation has {@code started} or {@code ended}, or its
     * impersonator has {@code returned} after the end.
     */
    public static final String STATE = "impersonation_state";

    /** Of those of them that tell of an end: its cause ({@link EndCause#wireName}). */
    public static final String END = "impersonation_end";

    private static final String IMPERSONATION_ID = "impersonation_id";
    private static final String IMPERSONATOR_ID = "impersonator_id";

    private EventDetails() {}

    /** How the impersonation ended, of whose end we have fired that event; empty for every other event. */
    static Optional<EndCause> endOf(Event event) {
        return event.getDetails() == null
                ? Optional.empty()
                : EndCause.ofWireName(event.getDetails().get(END));
    }

    /** {@code impersonator}, {@code impersonator_realm} (names, as stock has them), their ids and the impersonation's. */
    public static Map<String, String> of(KeycloakSession session, ImpersonationMark mark) {
        return of(session, mark.actor().person(), mark.impersonationId());
    }

    static Map<String, String> of(KeycloakSession session, Person impersonator, String impersonationId) {
        RealmModel home = session.realms().getRealm(impersonator.realmId());
        Map<String, String> details = new LinkedHashMap<>();
        details.put(Details.IMPERSONATOR, impersonator.username());
        details.put(Details.IMPERSONATOR_REALM, home == null ? impersonator.realmId() : home.getName());
        details.put(IMPERSONATOR_ID, impersonator.userId());
        details.put(IMPERSONATION_ID, impersonationId);
        return details;
    }
}

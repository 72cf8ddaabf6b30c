package io.github.keycloakassume.impersonation.audit;

import io.github.keycloakassume.core.keycloak.AccountEvents;
import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.NoCommit;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.impersonation.keycloak.BegunInRequest;
import io.github.keycloakassume.impersonation.keycloak.EventDetails;
import io.github.keycloakassume.impersonation.keycloak.EventSession;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.CountedAct;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.store.StoredEvents;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Hears of everything that Keycloak does in an impersonated session: its events say who acted, and the trail has them. Of
 * events of others it looks at the notes of the session, which is loaded.
 */
final class ImpersonatedEvents implements EventListenerProvider {

    /** What applications do all the time: counted, not a row each, and so is whatever fails. */
    private static final Set<EventType> COUNTED = Set.of(
            EventType.REFRESH_TOKEN,
            EventType.USER_INFO_REQUEST,
            EventType.INTROSPECT_TOKEN,
            EventType.PERMISSION_TOKEN,
            EventType.TOKEN_EXCHANGE);

    private final KeycloakSession session;
    private final Clock clock;

    ImpersonatedEvents(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void onEvent(Event event) {
        EventSession.of(session, event)
                .ifPresent(login -> Marks.actingIn(session, login).ifPresent(mark -> take(event, login, mark)));
    }

    private void take(Event event, UserSessionModel login, ImpersonationMark mark) {
        Map<String, String> details = new HashMap<>(event.getDetails() == null ? Map.of() : event.getDetails());
        if (details.containsKey(EventDetails.STATE)) {
            return;
        }
        boolean written = false;
        try {
            details.putAll(EventDetails.of(session, mark));
            event.setDetails(details);
            if (EventSession.isStored(session, event)) {
                new StoredEvents(session).replaceDetails(event.getId(), details);
            }
            record(event, login, mark);
            written = true;
        } finally {
            if (!written) {
                // Keycloak swallows what listeners throw, and would do it without a trace.
                NoCommit.because(session, new IllegalStateException("what is done as somebody else must be written"));
            }
        }
    }

    private void record(Event event, UserSessionModel login, ImpersonationMark mark) {
        String what = what(event);
        TrailEntry entry = new TrailEntry(
                event.getRealmId(),
                ImpersonationAction.ACTED,
                mark.actor().person(),
                Directory.person(login.getRealm(), login.getUser()),
                mark.impersonationId(),
                event.getClientId(),
                what);
        Acts acts = new Acts(session, clock);
        if (COUNTED.contains(event.getType()) || event.getError() != null) {
            count(acts, entry, new CountedAct(mark.impersonationId(), what, event.getClientId(), event.getIpAddress()));
        } else {
            acts.done(entry, event.getIpAddress());
        }
    }

    /** What is counted is committed at once: of what begins only now nothing may be left if it does not. */
    private void count(Acts acts, TrailEntry entry, CountedAct act) {
        if (BegunInRequest.isNoted(session, act.impersonationId())) {
            AfterCommit.of(session, () -> acts.counted(entry, act));
        } else {
            acts.counted(entry, act);
        }
    }

    /** The event's type, with the error of one that failed; or what of the account was seen. */
    private static String what(Event event) {
        String resource = event.getDetails() == null ? null : event.getDetails().get(AccountEvents.RESOURCE);
        if (resource != null) {
            return "ACCOUNT_VIEW " + resource;
        }
        return event.getType().name() + (event.getError() == null ? "" : " " + event.getError());
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}

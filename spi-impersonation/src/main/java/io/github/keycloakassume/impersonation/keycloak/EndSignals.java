package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Secrets;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.ssf.event.InitiatingEntity;
import org.keycloak.ssf.event.caep.CaepEvent;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.event.SecurityEventTokenMapper;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Keycloak makes a signal {@code session-revoked} of each {@code LOGOUT} and says that the user has logged out. Of ours it says
 * who began the end, and how it ended. Of one session each receiver is told once: the token's id follows from the session, and
 * Keycloak's outbox takes an id once ({@code OutboxStore.enqueueInStatus}), whichever node and event it comes from.
 */
final class EndSignals extends SecurityEventTokenMapper {

    EndSignals(KeycloakSession session, SsfTransmitterConfig config, Function<KeycloakSession, String> issuers) {
        super(session, config, issuers);
    }

    @Override
    public @Nullable SsfSecurityEventToken generateSessionRevokedEvent(
            Event event, @Nullable AdminEvent adminEvent, StreamConfig stream, @Nullable String reason) {
        Optional<EndCause> end = EventDetails.endOf(event);
        String why =
                end.map(cause -> "Impersonation ended: " + cause.wireName()).orElse(reason);
        SsfSecurityEventToken token = super.generateSessionRevokedEvent(event, adminEvent, stream, why);
        if (token != null && (end.isPresent() || isImpersonated(event))) {
            token.setJti(Secrets.hash(stream.getStreamId() + " session-revoked " + event.getSessionId()));
        }
        return token;
    }

    @Override
    protected void applyInitiatingEntity(Event event, @Nullable AdminEvent adminEvent, CaepEvent signal) {
        super.applyInitiatingEntity(event, adminEvent, signal);
        EventDetails.endOf(event)
                .map(cause -> cause.initiator().name())
                .map(InitiatingEntity::valueOf)
                .ifPresent(signal::setInitiatingEntity);
    }

    /** By its note alone: which token id it has opens nothing. */
    private boolean isImpersonated(Event event) {
        return event.getRealmId() != null
                && event.getSessionId() != null
                && EventSession.of(session, event).map(EndSignals::note).isPresent();
    }

    private static @Nullable String note(UserSessionModel login) {
        return login.getNote(ImpersonationMark.NOTE);
    }
}

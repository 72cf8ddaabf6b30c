package io.github.keycloakassume.impersonation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.model.EndCause;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.event.caep.CaepSessionRevoked;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

@DisplayName("The signal that an impersonation has ended")
final class EndSignalsTest {

    private static final String TYPE = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    /** All that the signal says is in the event. */
    private static final KeycloakSession NO_SESSION = (KeycloakSession) Proxy.newProxyInstance(
            KeycloakSession.class.getClassLoader(),
            new Class<?>[] {KeycloakSession.class},
            (proxy, method, arguments) -> {
                throw new AssertionError(method);
            });

    private final EndSignals signals =
            new EndSignals(NO_SESSION, SsfTransmitterConfig.defaults(), session -> "https://sso.example/realms/acme");

    @ParameterizedTest
    @EnumSource
    void says_who_began_the_end_and_how_it_ended(EndCause cause) {
        Object event = signal("one", "of-alice", cause).getEvents().get(TYPE);

        assertThat(event).isInstanceOfSatisfying(CaepSessionRevoked.class, revoked -> {
            assertThat(revoked.getInitiatingEntity().getCode())
                    .isEqualTo(cause.initiator().wireName());
            assertThat(revoked.getReasonAdmin()).isEqualTo(Map.of("en", "Impersonation ended: " + cause.wireName()));
        });
    }

    @Test
    void has_one_id_for_each_session_and_stream_so_that_it_is_told_once() {
        String id = signal("one", "of-alice", EndCause.TIME_OVER).getJti();

        assertThat(signal("one", "of-alice", EndCause.LOGGED_OUT).getJti()).isEqualTo(id);
        assertThat(signal("one", "of-bob", EndCause.TIME_OVER).getJti()).isNotEqualTo(id);
        assertThat(signal("other", "of-alice", EndCause.TIME_OVER).getJti()).isNotEqualTo(id);
    }

    private SsfSecurityEventToken signal(String streamId, String userSession, EndCause cause) {
        StreamConfig stream = new StreamConfig();
        stream.setStreamId(streamId);
        Event event = new Event();
        event.setType(EventType.LOGOUT);
        event.setUserId("alice");
        event.setSessionId(userSession);
        event.setDetails(Map.of(EventDetails.END, cause.wireName()));
        return Objects.requireNonNull(signals.toSecurityEventToken(event, stream));
    }
}

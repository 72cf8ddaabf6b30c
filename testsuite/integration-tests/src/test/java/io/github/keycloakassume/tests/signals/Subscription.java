package io.github.keycloakassume.tests.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.SignalReceiver;
import io.github.keycloakassume.testbed.SignedEvents;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;

/** A resource server that is subscribed as docs/shared-signals.md says. */
final class Subscription implements AutoCloseable {

    static final String AUDIENCE = "https://tickets.example/signals";

    private static final Duration SOON = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final SignalReceiver receiver;
    private final SignedEvents events;

    private Subscription(RealmFixture realm, SignalReceiver receiver) {
        this.realm = realm;
        this.receiver = receiver;
        this.events = SignedEvents.of(realm, AUDIENCE);
    }

    static Subscription of(RealmFixture realm, Keycloak admin) {
        SignalReceiver receiver = SignalReceiver.start();
        realm.update(settings -> settings.getAttributes().put("ssf.transmitterEnabled", "true"));
        String name = "tickets-" + UUID.randomUUID();
        realm.client(
                name,
                client -> client.setAttributes(Map.of(
                        "ssf.enabled",
                        "true",
                        "ssf.defaultSubjects",
                        "ALL",
                        "ssf.streamAudience",
                        AUDIENCE,
                        "ssf.validPushUrls",
                        receiver.url())));
        AdminApi.Answer created = AdminApi.of(
                        realm, admin.tokenManager().grantToken().getToken())
                .post(
                        "ssf/clients/" + name + "/stream",
                        Map.of(
                                "events_requested",
                                List.of("https://schemas.openid.net/secevent/caep/event-type/session-revoked"),
                                "delivery",
                                Map.of(
                                        "method", "urn:ietf:rfc:8935",
                                        "endpoint_url", receiver.url(),
                                        "authorization_header", receiver.authorization())));
        assertThat(created.status()).as("%s", created.body()).isIn(200, 201);
        return new Subscription(realm, receiver);
    }

    /** What it has been told of the end of a session, each checked. */
    List<Signal> of(String userSession) {
        return signals().filter(signal -> signal.session().equals(userSession)).toList();
    }

    /** Of which of these sessions it has been told that they ended, in the order of arrival: one as often as it was told of it. */
    List<String> toldOf(Collection<String> userSessions) {
        return signals().map(Signal::session).filter(userSessions::contains).toList();
    }

    private Stream<Signal> signals() {
        return receiver.tokens().stream()
                .map(events::checked)
                .filter(claims -> claims.toString().contains("session-revoked"))
                .map(Signal::new);
    }

    List<Signal> awaited(String userSession) {
        await().atMost(SOON).until(() -> !of(userSession).isEmpty());
        return of(userSession);
    }

    /** Waits until all that has been posted so far has arrived: a session that ends now is told of after that. */
    void awaitAllOfBefore(TestClient client, TestUser user) {
        TokenAnswer tokens = realm.tokens().password(client, user);
        realm.tokens().logout(client, tokens.refreshToken());
        awaited(String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid")));
    }

    @Override
    public void close() {
        receiver.close();
    }
}

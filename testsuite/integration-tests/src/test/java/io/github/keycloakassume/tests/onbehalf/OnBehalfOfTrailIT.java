package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("An exchange that is refused")
final class OnBehalfOfTrailIT {

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;
    private TestClient second;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfTrailIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        String name = "beside-" + System.identityHashCode(this);
        exchanges = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(
                        List.of(RealmFixture.audience(client.getClientId()), RealmFixture.audience(name))));
        second = Exchanges.client(realm, name, client -> {});
    }

    @Test
    void of_a_token_on_behalf_of_a_user_is_in_the_trail_with_those_whom_it_tells_of() {
        String token = exchanges.token();
        ClientRepresentation acting =
                realm.admin().clients().get(exchanges.client().id()).toRepresentation();
        acting.getAttributes().put("assume.impersonation", "deny");
        realm.admin().clients().get(acting.getId()).update(acting);

        TokenAnswer answer = further(token, "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "application-closed")
                .doesNotContainKey("access_token");
        assertRefused(token, "application-closed");
    }

    @Test
    void of_such_a_token_because_of_something_else_is_in_the_trail_alike() {
        String token = exchanges.token();

        TokenAnswer answer = further(token, "no-such-client");

        assertThat(answer.status()).isEqualTo(400);
        assertRefused(token, "exchange-failed");
    }

    @Test
    void because_the_actors_token_is_good_no_longer_is_in_the_trail_with_the_actor() {
        realm.tokens()
                .call(
                        "revoke",
                        exchanges.client(),
                        Map.of("token", exchanges.agentTokens().accessToken()));

        assertThat(exchanges.exchange(Map.of()).status()).isEqualTo(400);

        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", exchanges.agent().id()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "exchange-failed")
                        .containsEntry("CLIENT_ID", exchanges.client().clientId()));
    }

    /** Keycloak fires some of them itself. */
    @Test
    void has_one_event() {
        TestClient stranger = realm.client("stranger-" + exchanges.number());
        for (Map<String, String> refused : List.of(
                Map.of("audience", stranger.clientId()),
                Map.of("audience", "no-such-client"),
                Map.of("scope", "no-such-scope"),
                Map.of("requested_subject", "unknown-" + exchanges.number()),
                Map.of("assume_reason", ""))) {
            int before = events();

            assertThat(exchanges.exchange(refused).status()).as("%s", refused).isGreaterThanOrEqualTo(400);

            assertThat(events() - before).as("%s", refused).isEqualTo(1);
        }
    }

    private int events() {
        return realm.admin()
                .getEvents(
                        List.of("TOKEN_EXCHANGE_ERROR"),
                        exchanges.client().clientId(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .size();
    }

    private void assertRefused(String token, String key) {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", Exchanges.impersonationOf(token)))
                .filteredOn(row -> "REFUSED".equals(row.get("ACTION")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("DETAIL", key)
                        .containsEntry("ACTOR_ID", exchanges.agent().id())
                        .containsEntry("SUBJECT_ID", exchanges.alice().id())
                        .containsEntry("CLIENT_ID", second.clientId()));
    }

    private TokenAnswer further(String token, String audience) {
        return exchanges.exchangeAt(
                second,
                Map.of("subject_token", token, "requested_subject", "", "assume_reason", "", "audience", audience));
    }
}

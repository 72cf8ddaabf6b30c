package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("A token on behalf of a user, exchanged further by another application,")
final class FurtherExchangeIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;
    private TestClient second;
    private String token;

    @SuppressWarnings("NullAway.Init") // set before each test
    FurtherExchangeIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        String name = "second-" + System.identityHashCode(this);
        exchanges = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(
                        List.of(RealmFixture.audience(client.getClientId()), RealmFixture.audience(name))));
        second = Exchanges.client(realm, name, client -> {});
        token = exchanges.token(Map.of("scope", "openid"));
    }

    @Test
    void stays_in_the_same_impersonation() {
        TokenAnswer answer = further(second, token, Map.of("scope", "openid"));

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        Map<String, Object> claims = TokenEndpoint.claims(answer.accessToken());
        assertThat(claims)
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("azp", second.clientId())
                .containsEntry("act", exchanges.act())
                .containsEntry("impersonation", TokenEndpoint.claims(token).get("impersonation"))
                .containsEntry("sid", TokenEndpoint.claims(token).get("sid"));
        assertThat(((Number) claims.getOrDefault("exp", 0)).longValue()
                        - ((Number) claims.getOrDefault("iat", 0)).longValue())
                .isLessThanOrEqualTo(60);
        assertThat(answer.body()).doesNotContainKey("refresh_token");
        assertThat(realm.admin().users().get(exchanges.alice().id()).getUserSessions())
                .hasSize(1);
    }

    /** keycloak#16294: and once more. */
    @Test
    void can_be_exchanged_once_more() {
        String further = further(second, token, Map.of()).accessToken();

        TokenAnswer again = further(second, further, Map.of("scope", "openid"));

        assertThat(TokenEndpoint.claims(again.accessToken()))
                .containsEntry("act", exchanges.act())
                .containsEntry("sid", TokenEndpoint.claims(token).get("sid"));
        assertThat(realm.tokens().userInfo(again.accessToken()).status()).isEqualTo(200);
        assertThat(realm.tokens().introspect(second, again.accessToken()).body())
                .containsEntry("active", true)
                .containsEntry("act", exchanges.act());
    }

    @Test
    void gives_no_refresh_token_though_the_application_may_have_them() {
        TestClient refreshing = Exchanges.client(
                realm,
                second.clientId() + "-refreshing",
                client -> client.setAttributes(new HashMap<>(Map.of(
                        "standard.token.exchange.enabled",
                        "true",
                        "standard.token.exchange.enableRefreshRequestedTokenType",
                        "SAME_SESSION"))));
        String forIt = Exchanges.in(
                        realm,
                        client -> client.setProtocolMappers(List.of(
                                RealmFixture.audience(client.getClientId()),
                                RealmFixture.audience(refreshing.clientId()))))
                .token();

        TokenAnswer answer =
                further(refreshing, forIt, Map.of("requested_token_type", Exchanges.TYPE + "refresh_token"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContainKeys("access_token", "refresh_token");
    }

    @Test
    void dies_with_the_impersonation() {
        String further = further(second, token, Map.of("scope", "openid")).accessToken();
        AdminApi.Answer ended =
                exchanges.agentApi().delete("impersonation/sessions/" + Exchanges.impersonationOf(token));

        assertThat(ended.status()).isEqualTo(204);
        assertThat(realm.tokens().introspect(second, further).body()).isEqualTo(Map.of("active", false));
        assertThat(realm.tokens().userInfo(further).status()).isNotEqualTo(200);
        TokenAnswer after = further(second, token, Map.of());
        assertThat(after.status()).isGreaterThanOrEqualTo(400);
        assertThat(after.body()).doesNotContainKey("access_token");
    }

    @Test
    void is_refused_to_an_application_that_wants_no_impersonated_users() {
        change(second, client -> client.getAttributes().put("assume.impersonation", "deny"));

        TokenAnswer answer = further(second, token, Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    @Test
    void is_refused_once_the_application_that_acts_wants_no_impersonated_users() {
        change(exchanges.client(), client -> client.getAttributes().put("assume.impersonation", "deny"));

        TokenAnswer answer = further(second, token, Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    @Test
    void dies_with_the_application_that_acts() {
        String further = further(second, token, Map.of("scope", "openid")).accessToken();

        change(exchanges.client(), client -> client.setEnabled(false));

        assertDead(further);
        assertEnds("IMPERSONATOR_GONE");
    }

    @Test
    void dies_when_the_application_that_acts_is_closed_to_impersonators() {
        String further = further(second, token, Map.of("scope", "openid")).accessToken();
        assertThat(realm.tokens().userInfo(further).status()).isEqualTo(200);

        change(exchanges.client(), client -> client.getAttributes().put("assume.impersonation", "deny"));

        assertDead(further);
        assertEnds("NO_LONGER_ALLOWED");
    }

    @Test
    void is_refused_once_the_application_that_it_was_issued_for_wants_no_impersonated_users() {
        String name = second.clientId() + "-third";
        TestClient third = Exchanges.client(realm, name, client -> {});
        change(second, client -> client.setProtocolMappers(List.of(RealmFixture.audience(name))));
        String further = further(second, token, Map.of("scope", "openid")).accessToken();
        assertThat(further(third, further, Map.of()).status()).isEqualTo(200);

        change(second, client -> client.getAttributes().put("assume.impersonation", "deny"));

        TokenAnswer answer = further(third, further, Map.of());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    @Test
    void is_refused_to_an_application_that_it_is_not_for() {
        TestClient stranger = Exchanges.client(realm, second.clientId() + "-stranger", client -> {});

        TokenAnswer answer = further(stranger, token, Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    private void assertDead(String further) {
        assertThat(realm.tokens().introspect(second, further).body()).isEqualTo(Map.of("active", false));
        assertThat(realm.tokens().userInfo(further).status()).isNotEqualTo(200);
        assertThat(further(second, further, Map.of()).body()).doesNotContainKey("access_token");
    }

    private void assertEnds(String cause) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", Exchanges.impersonationOf(token)))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause)));
    }

    private void change(TestClient client, Consumer<ClientRepresentation> change) {
        ClientRepresentation changed = realm.admin().clients().get(client.id()).toRepresentation();
        change.accept(changed);
        realm.admin().clients().get(client.id()).update(changed);
    }

    private TokenAnswer further(TestClient client, String subjectToken, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type",
                Exchanges.GRANT,
                "subject_token",
                subjectToken,
                "subject_token_type",
                Exchanges.TYPE + "access_token"));
        parameters.putAll(more);
        return realm.tokens().token(client, parameters);
    }
}

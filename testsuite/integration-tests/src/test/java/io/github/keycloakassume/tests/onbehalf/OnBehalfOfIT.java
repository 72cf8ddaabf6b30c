package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("An application that acts on behalf of a user")
final class OnBehalfOfIT {

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @Test
    void gets_a_token_of_the_user_that_names_the_actor_and_says_until_when() {
        TokenAnswer answer = exchanges.exchange(Map.of());

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .containsEntry("issued_token_type", Exchanges.TYPE + "access_token")
                .containsEntry("token_type", "Bearer")
                .doesNotContainKeys("refresh_token", "id_token");
        Map<String, Object> claims = TokenEndpoint.claims(answer.accessToken());
        assertThat(claims)
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("azp", exchanges.client().clientId())
                .containsEntry("act", exchanges.act())
                .containsKeys("impersonation", "sid");
        assertThat(seconds(claims, "exp") - seconds(claims, "iat"))
                .as("lifespan of access tokens while impersonating")
                .isEqualTo(60);
        assertThat(String.valueOf(claims.get("scope"))).doesNotContain("impersonate");
    }

    @Test
    void may_name_the_user_by_id_username_or_mail_address() {
        for (String name : List.of(
                exchanges.alice().id(),
                exchanges.alice().username(),
                exchanges.alice().email())) {
            assertThat(TokenEndpoint.claims(exchanges.token(Map.of("requested_subject", name))))
                    .containsEntry("sub", exchanges.alice().id());
        }
    }

    /** As Spring Security sends it. */
    @Test
    void may_call_the_actors_token_a_jwt() {
        assertThat(exchanges
                        .exchange(Map.of("subject_token_type", Exchanges.TYPE + "jwt"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void gets_an_id_token_where_it_asks_for_one() {
        TokenAnswer answer =
                exchanges.exchange(Map.of("requested_token_type", Exchanges.TYPE + "id_token", "scope", "openid"));

        assertThat(answer.body())
                .containsEntry("issued_token_type", Exchanges.TYPE + "id_token")
                .containsEntry("token_type", "N_A");
        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("typ", "ID")
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act())
                .containsKey("impersonation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "saml2", "id-jag", "anything"})
    void gets_no_token_of_another_type(String type) {
        TokenAnswer answer = exchanges.exchange(Map.of("requested_token_type", Exchanges.TYPE + type));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertNothingBegun();
    }

    @Test
    void gets_neither_offline_access_nor_the_right_to_act_once_more_though_it_asks_for_both() {
        TokenAnswer answer = exchanges.exchange(Map.of("scope", "openid offline_access impersonate"));

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContainKey("refresh_token");
        assertThat(String.valueOf(answer.body().get("scope"))).doesNotContain("offline_access", "impersonate");
        assertThat(exchanges.isActive(answer.accessToken())).isTrue();
    }

    /** What exchanges need not be what the actor logs in at. */
    @Test
    void gets_neither_of_them_without_an_error_where_the_application_has_not_that_scope() {
        String name = "scopeless-" + exchanges.number();
        TestClient scopeless = realm.client(
                name, client -> client.setAttributes(new HashMap<>(Map.of("standard.token.exchange.enabled", "true"))));
        Exchanges wider = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(
                        List.of(RealmFixture.audience(client.getClientId()), RealmFixture.audience(name))));

        for (String scope : List.of("openid impersonate offline_access", "impersonate")) {
            TokenAnswer answer = wider.exchangeAt(scopeless, Map.of("scope", scope));

            assertThat(answer.status()).as("%s: %s", scope, answer.body()).isEqualTo(200);
            assertThat(String.valueOf(answer.body().get("scope"))).doesNotContain("offline_access", "impersonate");
        }
    }

    @Test
    void is_answered_at_userinfo_and_introspection() {
        String token = exchanges.token(Map.of("scope", "openid"));

        assertThat(realm.tokens().userInfo(token).body())
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act())
                .containsKey("impersonation");
        assertThat(exchanges.introspect(token))
                .containsEntry("active", true)
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act())
                .containsKey("impersonation");
    }

    /** keycloak#8980: the user had a session, and in it was none of the application that the token was for. */
    @Test
    void is_answered_there_too_by_a_token_for_another_application_of_a_user_who_is_logged_in_elsewhere() {
        TestClient tickets = realm.client("tickets-" + exchanges.number());
        exchanges = Exchanges.in(
                realm, client -> client.setProtocolMappers(List.of(RealmFixture.audience(tickets.clientId()))));
        realm.tokens().password(realm.client("elsewhere-" + exchanges.number()), exchanges.alice());

        String token = exchanges.token(Map.of("scope", "openid", "audience", tickets.clientId()));

        assertThat(TokenEndpoint.claims(token)).containsEntry("aud", tickets.clientId());
        assertThat(realm.tokens().userInfo(token).body())
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act());
        assertThat(realm.tokens().introspect(tickets, token).body())
                .containsEntry("active", true)
                .containsEntry("act", exchanges.act());
    }

    @Test
    void may_know_its_users_by_pairwise_subjects() {
        exchanges = Exchanges.in(realm, client -> {
            client.setRedirectUris(List.of("https://pairwise.example/callback"));
            client.setProtocolMappers(List.of(pairwise()));
        });
        assertThat(TokenEndpoint.claims(exchanges.agentTokens().accessToken()).get("sub"))
                .isNotEqualTo(exchanges.agent().id());

        assertThat(TokenEndpoint.claims(exchanges.token()))
                .containsEntry("act", exchanges.act())
                .hasEntrySatisfying(
                        "sub",
                        sub -> assertThat(sub)
                                .isNotEqualTo(exchanges.alice().id())
                                .isNotEqualTo(exchanges.agent().id()));
    }

    @Test
    void is_in_the_record_and_in_the_trail() {
        String id = Exchanges.impersonationOf(exchanges.token());

        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("WAY", "on-behalf-of")
                        .containsEntry("ACTOR_PROFILE", "user")
                        .containsEntry("CLIENT_ID", exchanges.client().id())
                        .containsEntry("IMPERSONATOR_ID", exchanges.agent().id())
                        .containsEntry("REASON", Exchanges.REASON));
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("ACTION") + " by " + row.get("ACTOR_NAME") + ": " + row.get("DETAIL"))
                .containsExactlyInAnyOrder(
                        "STARTED by " + exchanges.agent().username() + ": " + Exchanges.REASON,
                        "ON_BEHALF_OF by " + exchanges.agent().username() + ": " + Exchanges.REASON,
                        "ACTED by " + exchanges.agent().username() + ": TOKEN_EXCHANGE");
    }

    @Test
    void goes_on_with_the_impersonation_that_runs() {
        String first = exchanges.token();
        String second = exchanges.token();

        assertThat(TokenEndpoint.claims(second).get("jti"))
                .isNotEqualTo(TokenEndpoint.claims(first).get("jti"));
        assertThat(Exchanges.impersonationOf(second)).isEqualTo(Exchanges.impersonationOf(first));
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", exchanges.alice().id()))
                .hasSize(1);
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", exchanges.alice().id()))
                .hasSize(3);
        assertThat(realm.admin().users().get(exchanges.alice().id()).getUserSessions())
                .hasSize(1);
        assertThat(exchanges.isActive(first)).isTrue();
        assertThat(exchanges.isActive(second)).isTrue();
    }

    @Test
    void may_do_so_as_a_service_account() {
        TestClient robot = Exchanges.client(realm, "robot-" + exchanges.number(), client -> {});

        TokenAnswer answer = exchanges.exchangeAt(robot, Map.of("subject_token", exchanges.serviceToken(robot)));

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("sub", exchanges.alice().id())
                .hasEntrySatisfying(
                        "act",
                        act -> assertThat(((Map<?, ?>) act).get("sub_profile")).isEqualTo("service"));
        assertThat(realm.tokens().introspect(robot, answer.accessToken()).body())
                .containsEntry("active", true);
    }

    @Test
    void hears_nothing_of_whom_it_may_not_act_for() {
        realm.grant(exchanges.alice(), "realm-management", "not-impersonatable");
        TokenAnswer refused = exchanges.exchange(Map.of());
        TokenAnswer unknown = exchanges.exchange(Map.of("requested_subject", "unknown-user"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("access_denied");
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.body()).isEqualTo(refused.body());
        assertNothingBegun();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", exchanges.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "subject-protected"));
    }

    private void assertNothingBegun() {
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", exchanges.alice().id()))
                .isEmpty();
        assertThat(realm.admin().users().get(exchanges.alice().id()).getUserSessions())
                .isEmpty();
    }

    private static ProtocolMapperRepresentation pairwise() {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("pairwise");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-sha256-pairwise-sub-mapper");
        mapper.setConfig(Map.of("pairwiseSubAlgorithmSalt", "salt"));
        return mapper;
    }

    private static long seconds(Map<String, Object> claims, String name) {
        return Optional.ofNullable((Number) claims.get(name))
                .map(Number::longValue)
                .orElse(0L);
    }
}

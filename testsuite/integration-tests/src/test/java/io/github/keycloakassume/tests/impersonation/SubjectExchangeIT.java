package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest(buildOptions = Features.LEGACY_TOKEN_EXCHANGE)
@DisplayName("Token exchange V1 for another subject")
final class SubjectExchangeIT {

    private static final String TYPE = "urn:ietf:params:oauth:token-type:";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private Scene scene;

    @SuppressWarnings("NullAway.Init") // set before each test
    SubjectExchangeIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
    }

    @Test
    void names_the_impersonator_in_the_token_and_says_until_when() {
        TokenAnswer answer = exchange(Map.of());

        Map<String, Object> claims = TokenEndpoint.claims(answer.accessToken());
        assertThat(claims)
                .containsEntry("sub", scene.alice().id())
                .containsEntry("act", scene.act())
                .containsKey("impersonation");
        assertThat(seconds(claims, "exp") - seconds(claims, "iat"))
                .as("lifespan of access tokens while impersonating")
                .isEqualTo(60);
    }

    /** No refresh token, no mapper: nothing but the seal of the token endpoint. */
    @Test
    void names_the_impersonator_in_an_id_token_that_comes_without_a_refresh_token() {
        Forgeries.takeMapperAway(realm);

        TokenAnswer answer = exchange(Map.of("requested_token_type", TYPE + "access_token", "scope", "openid"));

        assertThat(answer.body()).doesNotContainKey("refresh_token");
        Map<String, Object> claims = TokenEndpoint.claims(answer.idToken());
        assertThat(claims).containsKeys("act", "impersonation");
        assertThat(seconds(claims, "exp") - seconds(claims, "iat")).isEqualTo(60);
    }

    @Test
    void is_in_the_trail() {
        exchange(Map.of());

        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .extracting(row -> row.get("ACTION") + " by " + row.get("ACTOR_NAME") + ": " + row.get("DETAIL"))
                .contains(
                        "REQUESTED by " + scene.agent().username() + ": Token exchange",
                        "STARTED by " + scene.agent().username() + ": Token exchange");
    }

    @Test
    void can_be_refreshed_as_long_as_the_impersonator_is_logged_in() {
        TokenAnswer tokens = exchange(Map.of());
        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), tokens.refreshToken());
        assertThat(TokenEndpoint.claims(refreshed.accessToken())).containsKeys("act", "impersonation");

        realm.tokens().logout(scene.client(), scene.agentTokens().refreshToken());

        assertThat(realm.tokens()
                        .refresh(scene.client(), refreshed.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        await().atMost(SOON).untilAsserted(() -> assertEnded("IMPERSONATOR_GONE"));
    }

    @Test
    void ends_when_its_time_is_over(TimeMachine time, Keycloak admin) {
        RealmSettings.of(realm, admin).change(Map.of("defaultLifespan", 120));
        TokenAnswer tokens = exchange(Map.of());

        time.forward(Duration.ofSeconds(121));

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        await().atMost(SOON).untilAsserted(() -> assertEnded("TIME_OVER"));
        await().atMost(SOON).untilAsserted(this::assertNoSession);
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void cannot_be_exchanged_further() {
        String impersonated = exchange(Map.of()).accessToken();

        TokenAnswer answer = exchange(Map.of("subject_token", impersonated));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    @Test
    void is_refused_alike_to_one_who_may_not_and_for_one_who_does_not_exist() {
        TokenAnswer unknown = exchange(Map.of("requested_subject", "unknown-user"));
        realm.revoke(scene.agent(), "realm-management", "impersonation");

        TokenAnswer answer = exchange(Map.of());

        assertRefused(answer, "impersonation-not-allowed");
        assertThat(answer.body()).isEqualTo(unknown.body());
        assertThat(answer.status()).isEqualTo(unknown.status());
    }

    @Test
    void is_refused_for_one_with_more_rights() {
        realm.grant(scene.alice(), "realm-management", "manage-users");

        // Keycloak says so too, from 26.7.4 on (CVE-2026-17526), and tells no more than that.
        assertRefused(exchange(Map.of()), "subject-more-privileged", "impersonation-not-allowed");
    }

    @Test
    void is_refused_for_one_who_must_not_be_impersonated() {
        realm.grant(scene.alice(), "realm-management", "not-impersonatable");

        assertRefused(exchange(Map.of()), "subject-protected");
    }

    @Test
    void is_refused_where_the_realm_does_without_it(Keycloak admin) {
        RealmSettings.of(realm, admin).change(Map.of("stockImpersonation", "refuse"));

        assertRefused(exchange(Map.of()), "stock-impersonation-off");
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void is_refused_to_a_client_alone() {
        Map<String, String> naked = parameters(Map.of());
        naked.remove("subject_token");
        naked.remove("subject_token_type");

        assertRefused(realm.tokens().token(scene.client(), naked), "no-login-session");
    }

    @Test
    void is_refused_to_a_service_account() {
        TestClient robot =
                Scene.app(realm, "robot-" + scene.number(), client -> client.setServiceAccountsEnabled(true));
        UserRepresentation account = realm.admin().clients().get(robot.id()).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", "impersonation");
        String token = realm.tokens()
                .token(robot, Map.of("grant_type", "client_credentials"))
                .accessToken();

        assertRefused(realm.tokens().token(robot, parameters(Map.of("subject_token", token))), "no-browser");
    }

    /** The first would know of no impersonation, the second could not be ended. */
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"requested_issuer, some-provider", "requested_token_type, urn:ietf:params:oauth:token-type:saml2"})
    void gives_nothing_but_tokens_of_the_realms_own(String parameter, String value) {
        assertRefused(exchange(Map.of(parameter, value)), "exchange-while-impersonated");
    }

    @Test
    void that_is_not_committed_gives_no_tokens_leaves_nothing_behind_and_can_be_asked_for_again() {
        realm.whileCommitsFail("STARTED", () -> {
            TokenAnswer answer = exchange(Map.of());

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContainKey("access_token");
        });

        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id())).isEmpty();
        assertNoSession();
        assertThat(exchange(Map.of()).status()).isEqualTo(200);
    }

    @Test
    void that_fails_for_its_audience_leaves_nothing_behind() {
        TokenAnswer answer = exchange(Map.of("audience", "no-such-client"));

        assertFailed(answer);
    }

    /** Or one could try whom one may become, and nobody would know. */
    @Test
    void that_fails_is_in_the_trail_whoever_it_is_for() {
        exchange(Map.of("audience", "no-such-client"));
        exchange(Map.of("requested_token_type", "no-such-type"));
        exchange(Map.of("subject_token", "no-token"));

        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .hasSize(3)
                .allSatisfy(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", "exchange-failed"));
    }

    @Test
    void that_fails_for_its_offline_scope_leaves_no_impersonation_without_tokens() {
        scene.app().openScoped("&scope=openid%20offline_access");
        String offline = scene.app().tokens().accessToken();

        assertFailed(exchange(Map.of("subject_token", offline, "scope", "openid offline_access")));
    }

    @Test
    void is_refused_to_an_application_that_wants_no_impersonated_users() {
        change(scene.client(), client -> client.getAttributes().put("assume.impersonation", "deny"));

        assertRefused(exchange(Map.of()), "application-closed");
    }

    @Test
    void is_refused_for_an_application_that_wants_no_impersonated_users() {
        TestClient closed = Scene.app(
                realm,
                "closed-" + scene.number(),
                client -> client.setAttributes(new HashMap<>(Map.of("assume.impersonation", "deny"))));

        assertRefused(exchange(Map.of("audience", closed.clientId())), "application-closed");
    }

    @Test
    void is_refused_to_the_applications_for_administration() {
        TestClient cli = new TestClient("", "admin-cli", "");
        String token = realm.tokens().password(cli, scene.agent()).accessToken();

        assertRefused(realm.tokens().token(cli, parameters(Map.of("subject_token", token))), "application-closed");
    }

    @Test
    void is_refused_to_an_application_that_the_user_has_not_consented_to() {
        change(scene.client(), client -> client.setConsentRequired(true));

        assertRefused(exchange(Map.of()), "consent-while-impersonated");
    }

    @Test
    void is_refused_in_read_only_mode_to_an_application_that_declares_nothing_for_it(Keycloak admin) {
        RealmSettings.of(realm, admin).change(Map.of("defaultMode", "read-only"));

        assertRefused(exchange(Map.of()), "read-only-not-offered");
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void is_in_keycloaks_own_event_and_in_the_trail_with_the_application_that_got_the_tokens() {
        exchange(Map.of());
        String id = String.valueOf(
                rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id())
                        .get(0)
                        .get("ID"));

        assertThat(realm.admin()
                        .getEvents(
                                List.of("TOKEN_EXCHANGE"), null, scene.alice().id(), null, null, null, null, null))
                .singleElement()
                .satisfies(event -> assertThat(event.getDetails())
                        .containsEntry("impersonator_id", scene.agent().id())
                        .containsEntry("impersonator_realm", realm.name())
                        .containsEntry("impersonation_id", id));
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .filteredOn(row -> "ACTED".equals(row.get("ACTION")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("DETAIL", "TOKEN_EXCHANGE")
                        .containsEntry("CLIENT_ID", scene.client().clientId()));
    }

    @Test
    void is_keycloaks_own_where_there_is_no_other_subject() {
        Map<String, String> own = parameters(Map.of());
        own.remove("requested_subject");

        TokenAnswer answer = realm.tokens().token(scene.client(), own);

        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKeys("act", "impersonation");
    }

    /** The subject token names the actor here, and the subject where there is an actor token: no request means both. */
    @Test
    void is_refused_with_an_actor_token_besides_whoever_it_is_of() {
        for (String actor : List.of(
                scene.agentTokens().accessToken(),
                realm.tokens().password(scene.client(), scene.alice()).accessToken(),
                "no token at all")) {
            TokenAnswer answer = exchange(Map.of("actor_token", actor, "actor_token_type", TYPE + "access_token"));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_request");
            assertThat(answer.body().get("error_description")).asString().contains("actor_token", "requested_subject");
            assertThat(answer.body()).doesNotContainKey("access_token");
        }
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
    }

    private TokenAnswer exchange(Map<String, String> changes) {
        return realm.tokens().token(scene.client(), parameters(changes));
    }

    private Map<String, String> parameters(Map<String, String> changes) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                scene.agentTokens().accessToken(),
                "subject_token_type",
                TYPE + "access_token",
                "requested_token_type",
                TYPE + "refresh_token",
                "requested_subject",
                scene.alice().username()));
        parameters.putAll(changes);
        return parameters;
    }

    private void change(TestClient client, Consumer<ClientRepresentation> change) {
        var resource = realm.admin().clients().get(client.id());
        ClientRepresentation representation = resource.toRepresentation();
        change.accept(representation);
        resource.update(representation);
    }

    private void assertFailed(TokenAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContainKey("access_token");
        assertNoSession();
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", "exchange-failed"));
    }

    private static long seconds(Map<String, Object> claims, String name) {
        return ((Number) claims.getOrDefault(name, 0)).longValue();
    }

    private void assertRefused(TokenAnswer answer, String... keys) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .containsOnlyKeys("error", "error_description")
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "Client not allowed to exchange");
        assertNoSession();
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row).containsEntry("ACTION", "REFUSED");
                    assertThat(row.get("DETAIL")).isIn((Object[]) keys);
                });
    }

    private void assertNoSession() {
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    private void assertEnded(String cause) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause));
    }
}

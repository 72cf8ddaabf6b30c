package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("An exchange on behalf of a user")
final class OnBehalfOfRefusalsIT {

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfRefusalsIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    /** One answer to all of these; the trail knows better. */
    @Test
    void is_refused_alike_whatever_stands_against_the_user() {
        Map<String, TestUser> subjects = new LinkedHashMap<>();
        subjects.put("subject-protected", user("protected", "not-impersonatable"));
        subjects.put("subject-more-privileged", user("privileged", "manage-users"));
        subjects.put("user-disabled", disabled());
        subjects.put("self-impersonation", exchanges.agent());
        subjects.put("service-account", serviceAccount());
        TokenAnswer unknown = exchanges.exchange(Map.of("requested_subject", "unknown-" + exchanges.number()));

        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.body())
                .containsOnlyKeys("error", "error_description")
                .containsEntry("error", "access_denied");
        subjects.forEach((key, subject) -> {
            TokenAnswer answer = exchanges.exchange(Map.of("requested_subject", subject.id()));
            assertThat(answer).as(key).isEqualTo(unknown);
            assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", subject.id()))
                    .as(key)
                    .filteredOn(row -> "REFUSED".equals(row.get("ACTION")))
                    .extracting(row -> row.get("DETAIL"))
                    .containsExactly(key);
            assertNothingBegunAs(subject);
        });
    }

    @Test
    void is_refused_for_a_name_that_means_two_users() {
        realm.update(settings -> {
            settings.setLoginWithEmailAllowed(false);
            settings.setDuplicateEmailsAllowed(true);
        });
        TestUser named = realm.user("first-" + exchanges.number());
        TestUser second = realm.user("second-" + exchanges.number(), user -> user.setEmail(named.email()));

        TokenAnswer answer = exchanges.exchange(Map.of("requested_subject", named.email()));

        assertDenied(answer);
        assertNothingBegunAs(named);
        assertNothingBegunAs(second);
    }

    @Test
    void is_refused_to_an_actor_who_has_lost_the_right_though_their_token_still_has_the_scope() {
        realm.revoke(exchanges.agent(), "realm-management", "impersonation");

        assertDenied(exchanges.exchange(Map.of()));
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_with_a_token_that_has_not_the_scope() {
        String without =
                realm.tokens().password(exchanges.client(), exchanges.agent()).accessToken();

        assertInvalid(exchanges.exchange(Map.of("subject_token", without)), "impersonate-scope-required");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_to_a_user_without_the_right_who_asked_for_the_scope() {
        String bobs = exchanges
                .login(exchanges.client(), realm.user("bob-" + exchanges.number()))
                .accessToken();

        assertInvalid(exchanges.exchange(Map.of("subject_token", bobs)), "impersonate-scope-required");
    }

    /** keycloak#36683, #42282 and others: what is no access token. */
    @Test
    void is_refused_with_what_is_no_access_token() {
        for (String token : List.of(
                exchanges.agentTokens().refreshToken(),
                exchanges.agentTokens().idToken(),
                "no-token",
                exchanges.agentTokens().accessToken() + "x",
                unsigned(exchanges.agentTokens().accessToken()))) {
            assertInvalid(exchanges.exchange(Map.of("subject_token", token)), "Invalid token");
            assertInvalid(
                    exchanges.exchange(Map.of("subject_token", token, "subject_token_type", Exchanges.TYPE + "jwt")),
                    "Invalid token");
        }
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_with_a_token_of_another_type_than_it_says() {
        for (String type : List.of("refresh_token", "id_token", "saml2")) {
            TokenAnswer answer = exchanges.exchange(Map.of("subject_token_type", Exchanges.TYPE + type));
            assertThat(answer.status()).as(type).isEqualTo(400);
            assertThat(answer.error()).as(type).isEqualTo("invalid_request");
        }
    }

    @Test
    void is_refused_with_a_token_that_has_been_revoked() {
        realm.tokens()
                .call(
                        "revoke",
                        exchanges.client(),
                        Map.of("token", exchanges.agentTokens().accessToken()));

        assertInvalid(exchanges.exchange(Map.of()), "Invalid token");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_with_a_token_whose_login_is_over() {
        realm.tokens().logout(exchanges.client(), exchanges.agentTokens().refreshToken());

        assertInvalid(exchanges.exchange(Map.of()), "Invalid token");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_to_an_application_that_the_token_is_not_for() {
        TestClient other = Exchanges.client(realm, "other-" + exchanges.number(), client -> {});

        TokenAnswer answer = exchanges.exchangeAt(other, Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("access_denied");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_to_an_application_without_standard_token_exchange() {
        change(exchanges.client(), client -> client.getAttributes().put("standard.token.exchange.enabled", "false"));

        assertInvalid(exchanges.exchange(Map.of()), "Standard token exchange is not enabled for the requested client");
    }

    @Test
    void is_refused_to_an_application_that_wants_no_impersonated_users() {
        change(exchanges.client(), client -> client.getAttributes().put("assume.impersonation", "deny"));

        assertDenied(exchanges.exchange(Map.of()));
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_for_a_target_that_is_unknown_or_disabled_or_not_to_be_had() {
        TestClient disabled = realm.client("disabled-" + exchanges.number(), client -> client.setEnabled(false));
        TestClient stranger = realm.client("stranger-" + exchanges.number());

        for (String audience : List.of("no-such-client", disabled.clientId(), stranger.clientId())) {
            TokenAnswer answer = exchanges.exchange(Map.of("audience", audience));
            assertThat(answer.status()).as(audience).isEqualTo(400);
            assertThat(answer.error()).as(audience).isEqualTo("invalid_target");
        }
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_for_a_scope_that_the_application_may_not_ask_for() {
        TokenAnswer answer = exchanges.exchange(Map.of("scope", "no-such-scope"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_where_the_user_has_not_given_the_consent_that_the_application_needs() {
        change(exchanges.client(), client -> client.setConsentRequired(true));

        TokenAnswer answer = exchanges.exchange(Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_without_a_reason_where_the_realm_wants_one() {
        assertInvalid(exchanges.exchange(Map.of("assume_reason", "")), "reason-required");
        assertInvalid(exchanges.exchange(Map.of("assume_reason", "x".repeat(3000))), "reason-invalid");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_with_a_ticket_that_is_none() {
        exchanges.token();

        assertInvalid(exchanges.exchange(Map.of("assume_ticket", "x".repeat(256))), "ticket-reference-invalid");
        assertThat(exchanges.exchange(Map.of("assume_ticket", "x".repeat(255))).status())
                .isEqualTo(200);
    }

    @Test
    void is_refused_with_an_actor_token_besides() {
        TokenAnswer answer = exchanges.exchange(Map.of(
                "actor_token",
                exchanges.agentTokens().accessToken(),
                "actor_token_type",
                Exchanges.TYPE + "access_token"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(String.valueOf(answer.body().get("error_description"))).contains("actor_token", "requested_subject");
        assertNothingBegunAs(exchanges.alice());
    }

    @Test
    void is_refused_with_a_token_on_behalf_of_a_user_for_impersonations_do_not_nest() {
        String token = exchanges.token();
        TestUser bob = realm.user("bob-" + exchanges.number());

        TokenAnswer answer = exchanges.exchange(Map.of("subject_token", token, "requested_subject", bob.username()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContainKey("access_token");
        assertNothingBegunAs(bob);
    }

    private TestUser user(String name, String role) {
        return realm.user(name + "-" + exchanges.number(), role);
    }

    private TestUser disabled() {
        return realm.user("disabled-" + exchanges.number(), user -> user.setEnabled(false));
    }

    private TestUser serviceAccount() {
        TestClient robot = Exchanges.client(realm, "robot-" + exchanges.number(), client -> {});
        UserRepresentation account = realm.admin().clients().get(robot.id()).getServiceAccountUser();
        return new TestUser(account.getId(), account.getUsername(), "", "");
    }

    private void change(TestClient client, java.util.function.Consumer<ClientRepresentation> change) {
        ClientRepresentation representation =
                realm.admin().clients().get(client.id()).toRepresentation();
        representation.setAttributes(new HashMap<>(representation.getAttributes()));
        change.accept(representation);
        realm.admin().clients().get(client.id()).update(representation);
    }

    /** The same token without a signature. */
    private static String unsigned(String token) {
        return "eyJhbGciOiJub25lIn0." + token.split("\\.", -1)[1] + ".";
    }

    private static void assertDenied(TokenAnswer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .containsOnlyKeys("error", "error_description")
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "Not allowed to act on behalf of the requested subject");
    }

    private static void assertInvalid(TokenAnswer answer, String description) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", description)
                .doesNotContainKey("access_token");
    }

    private void assertNothingBegunAs(TestUser subject) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", subject.id())).isEmpty();
        assertThat(realm.admin().users().get(subject.id()).getUserSessions())
                .noneMatch(session ->
                        session.getClients().containsValue(exchanges.client().clientId())
                                && !subject.id().equals(exchanges.agent().id()));
    }
}

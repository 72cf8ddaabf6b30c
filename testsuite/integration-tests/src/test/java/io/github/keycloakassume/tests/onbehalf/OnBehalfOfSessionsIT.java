package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Exchanges on behalf of a user")
final class OnBehalfOfSessionsIT {

    private static final int AT_ONCE = 8;

    /** By then the session of one that has just begun is to be seen on every node. */
    private static final Duration SETTLED = Duration.ofSeconds(6);

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfSessionsIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @Test
    void that_are_the_first_at_the_same_moment_begin_one_impersonation() {
        List<CompletableFuture<TokenAnswer>> underWay = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> exchanges.exchange(Map.of())))
                .limit(AT_ONCE)
                .toList();

        List<TokenAnswer> answers =
                underWay.stream().map(CompletableFuture::join).toList();

        assertThat(answers).extracting(TokenAnswer::status).containsOnly(200);
        assertThat(answers.stream().map(TokenAnswer::accessToken).map(Exchanges::impersonationOf))
                .hasSize(AT_ONCE)
                .containsOnly(Exchanges.impersonationOf(answers.get(0).accessToken()));
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", exchanges.alice().id()))
                .hasSize(1);
        assertThat(realm.admin().users().get(exchanges.alice().id()).getUserSessions())
                .hasSize(1);
    }

    @Test
    void of_another_login_of_the_actor_have_an_impersonation_of_their_own() {
        String first = exchanges.token();
        String other = exchanges.login(exchanges.client(), exchanges.agent()).accessToken();

        String second = exchanges.token(Map.of("subject_token", other));

        assertThat(Exchanges.impersonationOf(second)).isNotEqualTo(Exchanges.impersonationOf(first));
    }

    @Test
    void after_its_end_begin_another_one() {
        String first = exchanges.token();
        exchanges.agentApi().delete("impersonation/sessions/" + Exchanges.impersonationOf(first));

        String second = exchanges.token();

        assertThat(Exchanges.impersonationOf(second)).isNotEqualTo(Exchanges.impersonationOf(first));
        assertThat(exchanges.isActive(first)).isFalse();
        assertThat(exchanges.isActive(second)).isTrue();
    }

    /** Keycloak fires no event of that: the exchange finds it out, or the review. */
    @Test
    void after_the_user_was_signed_out_begin_another_one_and_the_end_says_so(TimeMachine time) {
        String first = exchanges.token();
        time.forward(SETTLED);
        realm.admin().users().get(exchanges.alice().id()).logout();

        String second = exchanges.token();

        assertThat(Exchanges.impersonationOf(second)).isNotEqualTo(Exchanges.impersonationOf(first));
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", Exchanges.impersonationOf(first)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "LOGGED_OUT"));
        assertThat(exchanges.isActive(first)).isFalse();
        assertThat(exchanges.isActive(second)).isTrue();
    }

    /** Keycloak fires the event of a revoked token for that, too. */
    @Test
    void go_on_when_the_actor_withdraws_a_consent() {
        String token = exchanges.token();
        TestClient another = realm.client("another-" + exchanges.number());

        AdminApi.Answer withdrawn = AdminApi.ofRealm(
                        realm, exchanges.agentTokens().accessToken())
                .call("DELETE", "account/applications/" + another.clientId() + "/consent", "");

        assertThat(withdrawn.status()).isEqualTo(204);
        assertThat(exchanges.isActive(token)).isTrue();
        assertThat(Exchanges.impersonationOf(exchanges.token())).isEqualTo(Exchanges.impersonationOf(token));
    }

    @Test
    void that_fail_leave_nothing_behind_and_do_not_end_what_runs() {
        String running = exchanges.token();
        TestClient stranger = realm.client("stranger-" + exchanges.number());

        assertThat(exchanges.exchange(Map.of("audience", stranger.clientId())).error())
                .isEqualTo("invalid_target");

        assertThat(exchanges.isActive(running)).isTrue();
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", exchanges.alice().id()))
                .hasSize(1);
    }

    @Test
    void are_listed_as_such_and_counted_as_refreshes_are() {
        String id = Exchanges.impersonationOf(exchanges.token());
        exchanges.token();
        exchanges.token();

        JsonNode listed =
                exchanges.agentApi().get("impersonation/sessions/" + id).body();
        assertThat(listed.path("way").asText()).isEqualTo("on-behalf-of");
        assertThat(listed.path("client").asText()).isEqualTo(exchanges.client().clientId());
        assertThat(exchanges
                        .agentApi()
                        .get("impersonation/sessions/" + id + "/counts")
                        .body()
                        .findValuesAsText("kind"))
                .contains("TOKEN_EXCHANGE");
        assertThat(exchanges
                        .agentApi()
                        .getAs("text/csv", "impersonation/sessions")
                        .response()
                        .body())
                .contains("on-behalf-of");
    }

    /** The token endpoint knows the parameter alone. */
    @Test
    void are_none_by_a_header() {
        Map<String, String> own = exchanges.parameters(Map.of("requested_subject", "", "assume_reason", ""));

        TokenAnswer answer = realm.tokens()
                .tokenWithHeader(
                        exchanges.client(),
                        own,
                        "X-On-Behalf-Of",
                        exchanges.alice().username());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(io.github.keycloakassume.testbed.TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("sub", exchanges.agent().id())
                .doesNotContainKeys("act", "impersonation");
    }
}

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
import io.github.keycloakassume.tests.assumption.Office;
import io.github.keycloakassume.tests.assumption.Tenant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A vendor's agent who exchanges a token on behalf of a user")
final class OnBehalfUnderGrantIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final RealmFixture realm;
    private final Rows rows;
    private Office office;
    private TestClient client;
    private String agentToken;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfUnderGrantIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        office = Office.in(realm);
        client = Exchanges.client(realm, "vendor-api-of-" + office.agent().username(), representation -> {});
        agentToken = realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type",
                                "password",
                                "scope",
                                "openid impersonate",
                                "username",
                                office.agent().username(),
                                "password",
                                office.agent().password()))
                .accessToken();
    }

    @Test
    void is_refused_without_a_grant_as_for_a_user_who_does_not_exist() {
        TokenAnswer refused = exchange(office.alice().id());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo(exchange("no-such-user").body());
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", office.alice().id()))
                .isEmpty();
    }

    @Test
    void acts_under_the_grant_which_the_token_and_the_record_name() {
        String grant = office.grantAlice(Map.of());

        String token = exchange().accessToken();

        assertThat(claim(token).get("grant")).isEqualTo(grant);
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", Exchanges.impersonationOf(token)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("GRANT_ID", grant));
    }

    @Test
    void gets_no_token_that_outlives_the_grant() {
        String grant = office.grantAlice(Map.of());
        AdminApi.Answer reduced =
                office.adasApi().put(Tenant.GRANTS + "/" + grant, Map.of("version", 0, "duration", "PT1M"));
        assertThat(reduced.status()).as("%s", reduced.body()).isEqualTo(200);

        String token = exchange().accessToken();

        long grantEnds = reduced.body().path("endsAt").asLong() / 1000;
        assertThat(seconds(token, "exp")).isLessThanOrEqualTo(grantEnds);
    }

    @Test
    void may_no_longer_once_the_grant_is_revoked_and_what_they_hold_is_refused_at_once() {
        String grant = office.grantAlice(Map.of());
        String token = exchange().accessToken();
        assertThat(isActive(token)).isTrue();

        assertThat(office.adasApi().delete(Tenant.GRANTS + "/" + grant).status())
                .isEqualTo(200);

        assertThat(isActive(token)).isFalse();
        assertThat(realm.tokens().userInfo(token).status()).isEqualTo(401);
        assertThat(exchange().status()).isEqualTo(403);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", Exchanges.impersonationOf(token)))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "GRANT_REVOKED")));
    }

    @Test
    void may_no_longer_once_the_user_is_denied() {
        office.grantAlice(Map.of());
        String token = exchange().accessToken();

        office.grant(office.wish("P1D", Map.of("effect", "deny")));

        assertThat(exchange().status()).isEqualTo(403);
        await().atMost(SOON).untilAsserted(() -> assertThat(isActive(token)).isFalse());
    }

    @Test
    void goes_on_with_the_one_that_runs_though_the_grant_allows_one_at_a_time() {
        office.grantAlice(Map.of("maxConcurrent", 1));

        String first = exchange().accessToken();
        String second = exchange().accessToken();

        assertThat(Exchanges.impersonationOf(second)).isEqualTo(Exchanges.impersonationOf(first));
    }

    private TokenAnswer exchange() {
        return exchange(office.alice().id());
    }

    private TokenAnswer exchange(String subject) {
        return realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type",
                                Exchanges.GRANT,
                                "subject_token",
                                agentToken,
                                "subject_token_type",
                                Exchanges.TYPE + "access_token",
                                "requested_subject",
                                subject,
                                "scope",
                                "openid",
                                "assume_reason",
                                Exchanges.REASON));
    }

    private boolean isActive(String token) {
        return Boolean.TRUE.equals(
                realm.tokens().introspect(client, token).body().get("active"));
    }

    private static Map<?, ?> claim(String token) {
        return TokenEndpoint.claims(token).get("impersonation") instanceof Map<?, ?> claim ? claim : Map.of();
    }

    private static long seconds(String token, String claim) {
        return Long.parseLong(String.valueOf(TokenEndpoint.claims(token).get(claim)));
    }
}

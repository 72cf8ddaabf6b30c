package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.ResourceServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;

@KeycloakTest
@DisplayName("A permission token (UMA) for a token on behalf of a user")
final class PermissionsOnBehalfIT {

    private final RealmFixture realm;
    private Exchanges exchanges;
    private ResourceServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    PermissionsOnBehalfIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
        server = ResourceServer.in(realm, "resources-" + exchanges.number(), PolicyEnforcementMode.PERMISSIVE);
    }

    @Test
    void says_who_acts_and_comes_without_a_refresh_token() {
        TokenAnswer answer = permissions(exchanges.token());

        assertThat(TokenEndpoint.claims(answer.accessToken())).containsKeys("authorization", "act", "impersonation");
        assertThat(answer.body()).doesNotContainKey("refresh_token");
    }

    /** Keycloak makes them in a copy of the session, which begins then. */
    @Test
    void comes_without_a_refresh_token_in_a_later_second_than_the_impersonation_began(TimeMachine time) {
        String token = exchanges.token();
        time.forward(Duration.ofSeconds(2));

        assertThat(permissions(token).body()).containsKey("access_token").doesNotContainKey("refresh_token");
    }

    /** Keycloak would make a copy of its session, which ends the impersonation. */
    @Test
    void is_not_exchanged_further_and_the_impersonation_goes_on(TimeMachine time) {
        String token = exchanges.token(Map.of("scope", "openid"));
        String permissions = permissions(token).accessToken();
        time.forward(Duration.ofSeconds(2));

        TokenAnswer answer = realm.tokens()
                .token(
                        exchanges.client(),
                        Map.of(
                                "grant_type",
                                Exchanges.GRANT,
                                "subject_token",
                                permissions,
                                "subject_token_type",
                                Exchanges.TYPE + "access_token"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContainKey("access_token");
        assertThat(exchanges.isKnownAtUserInfo(token)).isTrue();
    }

    private TokenAnswer permissions(String token) {
        return server.ask(
                exchanges.client(),
                Map.of("subject_token", token, "audience", server.client().clientId(), "permission", "invoices"));
    }
}

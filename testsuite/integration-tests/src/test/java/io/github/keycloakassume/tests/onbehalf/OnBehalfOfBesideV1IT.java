package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(buildOptions = Features.LEGACY_TOKEN_EXCHANGE)
@DisplayName("Where token exchange V1 is on, an exchange with a requested subject")
final class OnBehalfOfBesideV1IT {

    private final RealmFixture realm;
    private final Rows rows;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfBesideV1IT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @Test
    void is_on_behalf_of_the_user_by_the_scope_of_the_actors_token() {
        TokenAnswer answer = exchanges.exchange(Map.of());

        assertThat(answer.body()).doesNotContainKey("refresh_token");
        assertWay(answer, "on-behalf-of");
    }

    @Test
    void is_adopted_as_before_without_that_scope() {
        String own =
                realm.tokens().password(exchanges.client(), exchanges.agent()).accessToken();

        TokenAnswer answer = exchanges.exchange(Map.of("subject_token", own));

        assertThat(answer.body()).containsKey("refresh_token");
        assertWay(answer, "token-exchange");
    }

    /** Nothing is believed by a scope that nothing has signed. */
    @Test
    void with_a_forged_scope_is_refused() {
        TokenAnswer answer = exchanges.exchange(
                Map.of("subject_token", exchanges.agentTokens().accessToken() + "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    private void assertWay(TokenAnswer answer, String way) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(answer.accessToken()))
                .containsEntry("sub", exchanges.alice().id())
                .containsEntry("act", exchanges.act());
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", exchanges.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("WAY", way));
    }
}

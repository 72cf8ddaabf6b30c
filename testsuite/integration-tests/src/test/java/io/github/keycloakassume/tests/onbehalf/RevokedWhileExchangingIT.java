package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.ChosenCommits;
import io.github.keycloakassume.testbed.CommitPoint;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Neither sees the other before both are committed. */
@KeycloakTest
@DisplayName("An exchange that begins an impersonation")
final class RevokedWhileExchangingIT {

    private static final Duration MOST = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final RunningKeycloak server;

    RevokedWhileExchangingIT(RealmFixture realm, RunningKeycloak server) {
        this.realm = realm;
        this.server = server;
    }

    @Test
    void while_the_actors_token_is_revoked_leaves_nothing_running() {
        Exchanges exchanges = Exchanges.in(realm);
        ChosenCommits standing =
                ChosenCommits.at(CommitPoint.BEFORE, server.nodes().get(0), realm, List.of("STARTED"));
        CompletableFuture<TokenAnswer> exchange =
                CompletableFuture.supplyAsync(() -> exchanges.exchange(Map.of("scope", "openid")));
        try {
            assertThat(standing.await(1, MOST)).isEqualTo(1);

            assertThat(realm.tokens()
                            .call(
                                    "revoke",
                                    exchanges.client(),
                                    Map.of("token", exchanges.agentTokens().accessToken()))
                            .status())
                    .isEqualTo(200);
        } finally {
            standing.letGo();
        }

        TokenAnswer answer = exchange.join();
        if (answer.status() == 200) {
            String token = answer.accessToken();
            await().atMost(MOST).untilAsserted(() -> {
                assertThat(exchanges.isActive(token)).isFalse();
                assertThat(exchanges.isKnownAtUserInfo(token)).isFalse();
            });
        }
        assertThat(exchanges.exchange(Map.of()).status()).isEqualTo(400);
    }
}

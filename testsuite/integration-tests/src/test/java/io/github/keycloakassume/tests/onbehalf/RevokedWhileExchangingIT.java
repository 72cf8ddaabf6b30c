package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.ChosenCommits;
import io.github.keycloakassume.testbed.CommitPoint;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Neither sees the other before both are committed. */
@KeycloakTest
@DisplayName("An exchange that begins an impersonation")
final class RevokedWhileExchangingIT {

    private static final int ROUNDS = 6;
    private static final Duration MOST = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final RunningKeycloak server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    RevokedWhileExchangingIT(RealmFixture realm, RunningKeycloak server) {
        this.realm = realm;
        this.server = server;
    }

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    @Test
    void while_the_actors_token_is_revoked_leaves_nothing_running() {
        Exchanges exchanges = Exchanges.in(realm);
        TokenAnswer agents = exchanges.agentTokens();

        assertNothingRuns(exchanges, agents, () -> revoke(exchanges.client(), agents.accessToken()));
    }

    /** Their login goes on, at another application. */
    @Test
    void while_the_actors_refresh_token_is_revoked_leaves_nothing_running(Browser browser) {
        Exchanges exchanges = Exchanges.in(realm, client -> client.setRedirectUris(List.of(AppInBrowser.CALLBACK)));
        AppInBrowser app = new AppInBrowser(realm, exchanges.client(), browser.context());
        app.openScoped("&scope=openid%20impersonate");
        app.fillIn(exchanges.agent());
        TokenAnswer agents = app.tokens();
        new AppInBrowser(realm, Scene.app(realm, "beside-" + exchanges.number(), client -> {}), browser.context())
                .singleSignOn();

        assertNothingRuns(exchanges, agents, () -> revoke(exchanges.client(), agents.refreshToken()));
    }

    /** Those that go on with it hold its record while it is to be ended. */
    @Test
    void among_several_at_once_while_the_actors_token_is_revoked_leaves_nothing_running() {
        for (int round = 0; round < ROUNDS; round++) {
            Exchanges exchanges = Exchanges.in(realm);
            Supplier<CompletableFuture<TokenAnswer>> asking =
                    () -> CompletableFuture.supplyAsync(() -> exchanges.exchange(Map.of()), threads);
            List<CompletableFuture<TokenAnswer>> asked = new ArrayList<>();
            IntStream.range(0, 2).forEach(each -> asked.add(asking.get()));
            CompletableFuture<Void> revoked = CompletableFuture.runAsync(
                    () -> revoke(exchanges.client(), exchanges.agentTokens().accessToken()), threads);
            IntStream.range(0, 6).forEach(each -> asked.add(asking.get()));
            revoked.join();

            List<TokenAnswer> answers =
                    asked.stream().map(CompletableFuture::join).toList();

            answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .forEach(answer -> await().atMost(MOST)
                            .untilAsserted(() -> assertThat(exchanges.isActive(answer.accessToken()))
                                    .isFalse()));
        }
    }

    private void assertNothingRuns(Exchanges exchanges, TokenAnswer agents, Runnable revocation) {
        Map<String, String> asked = Map.of("subject_token", agents.accessToken(), "scope", "openid");
        ChosenCommits standing =
                ChosenCommits.at(CommitPoint.BEFORE, server.nodes().get(0), realm, List.of("STARTED"));
        CompletableFuture<TokenAnswer> exchange = CompletableFuture.supplyAsync(() -> exchanges.exchange(asked));
        try {
            assertThat(standing.await(1, MOST)).isEqualTo(1);
            revocation.run();
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
        assertThat(exchanges.exchange(asked).status()).isEqualTo(400);
    }

    private void revoke(TestClient client, String token) {
        assertThat(realm.tokens().call("revoke", client, Map.of("token", token)).status())
                .isEqualTo(200);
    }
}

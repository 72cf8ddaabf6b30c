package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a class that has two nodes tests of token exchanges, too. */
public interface OnBehalfOfOnTwoNodes {

    Cluster cluster();

    RealmFixture realm();

    @Test
    default void that_exchanges_on_both_begin_at_the_same_moment_is_one(Rows rows) {
        Exchanges exchanges = Exchanges.in(realm());

        List<TokenAnswer> answers = atOnce(8, number -> exchange(exchanges, node(number)));

        assertThat(answers).extracting(TokenAnswer::status).contains(200).isSubsetOf(200, 503);
        List<TokenAnswer> again = atOnce(
                4,
                number -> await().atMost(Duration.ofSeconds(10))
                        .until(() -> exchange(exchanges, node(number)), answer -> answer.status() != 503));
        assertThat(again).extracting(TokenAnswer::status).containsOnly(200);
        assertThat(Stream.concat(answers.stream(), again.stream())
                        .filter(answer -> answer.status() == 200)
                        .map(TokenAnswer::accessToken)
                        .map(Exchanges::impersonationOf)
                        .distinct())
                .hasSize(1);
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", exchanges.alice().id()))
                .hasSize(1);
        assertThat(realm().admin().users().get(exchanges.alice().id()).getUserSessions())
                .hasSize(1);
    }

    @Test
    default void that_an_exchange_began_on_one_and_an_administrator_ends_on_the_other_is_over_on_both() {
        Exchanges exchanges = Exchanges.in(realm());
        String token = exchange(exchanges, cluster().first()).accessToken();
        assertIsGood(exchanges, token, true);

        AdminApi.Answer ended = exchanges
                .agentApi()
                .on(cluster().second())
                .delete("impersonation/sessions/" + Exchanges.impersonationOf(token));

        assertThat(ended.status()).as("%s", ended.body()).isEqualTo(204);
        assertIsGood(exchanges, token, false);
    }

    @Test
    default void that_an_exchange_began_on_one_is_over_on_both_when_the_actor_logs_out_on_the_other() {
        Exchanges exchanges = Exchanges.in(realm());
        String token = exchange(exchanges, cluster().second()).accessToken();
        assertIsGood(exchanges, token, true);

        tokens(cluster().first())
                .logout(exchanges.client(), exchanges.agentTokens().refreshToken());

        assertIsGood(exchanges, token, false);
        assertThat(exchange(exchanges, cluster().second()).status()).isEqualTo(400);
    }

    private static List<TokenAnswer> atOnce(int count, IntFunction<TokenAnswer> exchange) {
        return IntStream.range(0, count)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> exchange.apply(number)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private KeycloakNode node(int number) {
        return cluster().nodes().get(number % 2);
    }

    private TokenEndpoint tokens(KeycloakNode node) {
        return TokenEndpoint.of(node.baseUrl(), realm().name());
    }

    private TokenAnswer exchange(Exchanges exchanges, KeycloakNode node) {
        return tokens(node).token(exchanges.client(), exchanges.parameters(Map.of("scope", "openid")));
    }

    private void assertIsGood(Exchanges exchanges, String token, boolean good) {
        for (KeycloakNode node : cluster().nodes()) {
            assertThat(tokens(node).introspect(exchanges.client(), token).body())
                    .as("introspection at %s", node.baseUrl())
                    .containsEntry("active", good);
            assertThat(tokens(node).userInfo(token).status())
                    .as("userinfo at %s", node.baseUrl())
                    .isEqualTo(good ? 200 : 401);
        }
    }
}

package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One test, because no other one could do with the node that is left. */
@KeycloakTest(database = DatabaseKind.POSTGRESQL, nodes = 2)
@DisplayName("An impersonation whose node is killed")
final class KilledNodeIT {

    private static final Duration LIFESPAN = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final RealmFixture realm;
    private final Browser browser;

    KilledNodeIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void goes_on_on_the_other_and_ends_there_in_time(Cluster cluster, TimeMachine time, Rows rows) {
        try (LogoutReceiver receiver = LogoutReceiver.start();
                LogoutReceiver hanging = LogoutReceiver.hanging()) {
            Balancer balancer = new Balancer(browser.context(), cluster);
            balancer.sendTo(cluster.second());
            CompletableFuture<AdminApi.Answer> interrupted = endWhileTelling(hanging, cluster.second());
            Scene scene = Scene.with(realm, browser);
            TestClient listening = Scene.listening(realm, "listening", receiver);
            String id = scene.becomeAliceFor(LIFESPAN);
            AppInBrowser app = new AppInBrowser(realm, listening, browser.context());
            TokenAnswer tokens = app.singleSignOn();

            cluster.second().kill();
            assertThat(interrupted).failsWithin(SOON);
            balancer.sendTo(cluster.first());

            TokenAnswer refreshed = realm.tokens().refresh(listening, tokens.refreshToken());
            assertThat(TokenEndpoint.claims(refreshed.accessToken())).containsKeys("act", "impersonation");
            assertThat(TokenEndpoint.claims(app.singleSignOn().accessToken())).containsKeys("act", "impersonation");

            time.forward(LIFESPAN);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(receiver.received()).hasSize(1));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                            .singleElement()
                            .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "TIME_OVER")));
            assertThat(realm.tokens()
                            .refresh(listening, refreshed.refreshToken())
                            .error())
                    .isEqualTo("invalid_grant");
            assertThat(app.open().locator("#assume-ended")).isVisible();
            assertThat(receiver.received()).as("still").hasSize(1);
            // What the killed node was telling is told once more, and can be known to be the same.
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(hanging.received())
                            .hasSize(2)
                            .extracting(token -> token.get("jti"))
                            .containsOnly(hanging.received().get(0).get("jti")));
        }
    }

    /** An end on that node that has been committed, and whose application has got the logout and does not answer. */
    private CompletableFuture<AdminApi.Answer> endWhileTelling(LogoutReceiver hanging, KeycloakNode node) {
        Scene scene = Scene.with(realm, browser);
        TestClient silent = Scene.app(
                realm, "silent", client -> client.setAttributes(Map.of("backchannel.logout.url", hanging.url())));
        String id = scene.becomeAlice();
        new AppInBrowser(realm, silent, browser.context()).singleSignOn();
        CompletableFuture<AdminApi.Answer> answer = CompletableFuture.supplyAsync(
                () -> AdminApi.of(node, realm.name(), scene.agentTokens().accessToken())
                        .delete(Scene.SESSIONS + "/" + id));
        await().atMost(SOON).until(() -> hanging.received().size() == 1);
        browser.context().clearCookies();
        return answer;
    }
}

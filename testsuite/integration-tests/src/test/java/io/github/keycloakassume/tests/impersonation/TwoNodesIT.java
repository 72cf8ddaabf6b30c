package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.github.keycloakassume.server.Ports;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.BrokenMailServer;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.onbehalf.OnBehalfOfOnTwoNodes;
import io.github.keycloakassume.tests.signals.SignalsOnTwoNodes;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest(
        database = DatabaseKind.POSTGRESQL,
        nodes = 2,
        buildOptions = Features.SIGNALS,
        options = {Features.SIGNALS_EVERY_SECOND, Features.SIGNALS_TO_TEST_RECEIVERS})
@DisplayName("On two nodes an impersonation")
final class TwoNodesIT implements OnBehalfOfOnTwoNodes, SignalsOnTwoNodes {

    private final Cluster cluster;
    private final RealmFixture realm;
    private final Browser browser;
    private final Balancer balancer;

    TwoNodesIT(Cluster cluster, RealmFixture realm, Browser browser) {
        this.cluster = cluster;
        this.realm = realm;
        this.browser = browser;
        this.balancer = new Balancer(browser.context(), cluster);
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public RealmFixture realm() {
        return realm;
    }

    @Override
    public Browser browser() {
        return browser;
    }

    @Test
    void that_started_on_one_carries_its_actor_on_the_other() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        TokenAnswer refreshed = tokens(cluster.second()).refresh(scene.client(), tokens.refreshToken());

        assertActor(scene, TokenEndpoint.claims(refreshed.accessToken()));
        assertActor(
                scene,
                tokens(cluster.second())
                        .introspect(scene.client(), tokens.accessToken())
                        .body());
    }

    @Test
    void that_was_asked_for_on_one_starts_on_the_other() {
        Scene scene = Scene.with(realm, browser);
        String startUrl = scene.startUrl();
        balancer.sendTo(cluster.second());

        scene.page().navigate(startUrl);
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);

        assertThat(scene.status())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username());
    }

    @Test
    void that_was_left_on_the_other_is_refused_at_once() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        TokenEndpoint first = tokens(cluster.first());
        assertThat(first.userInfo(tokens.accessToken()).status()).as("before").isEqualTo(200);
        balancer.sendTo(cluster.second());

        scene.revert();

        assertThat(first.userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(first.introspect(scene.client(), tokens.accessToken()).body())
                .containsEntry("active", false);
        assertThat(first.refresh(scene.client(), tokens.refreshToken()).error()).isEqualTo("invalid_grant");
        balancer.sendTo(cluster.first());
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKey("act");
    }

    @Test
    void whose_impersonator_was_logged_out_on_the_other_ends_at_the_next_refresh() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        tokens(cluster.second()).logout(scene.client(), scene.agentTokens().refreshToken());

        assertThat(tokens(cluster.first())
                        .refresh(scene.client(), tokens.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(scene.app().open().locator("#assume-ended")).isVisible();
        assertThat(scene.page().locator("#assume-back")).hasCount(0);
    }

    @Test
    void that_is_confirmed_on_both_at_once_starts_once(Rows rows) {
        Scene scene = Scene.with(realm, browser);
        Page page = scene.page();
        page.navigate(scene.startUrl());
        String form = Stream.of("ticket", "stateChecker")
                .map(field -> field + "="
                        + URLEncoder.encode(
                                page.locator("input[name=" + field + "]").inputValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String cookies = browser.context().cookies(realm.url() + "/").stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));

        List<Integer> answers = Stream.of(cluster.first(), cluster.second(), cluster.first(), cluster.second())
                .map(node -> confirm(node, form, cookies))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();

        // The same browser is given what it started again, as long as it has not come with it.
        assertThat(answers).contains(303);
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .hasSize(1);
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .filteredOn(row -> "STARTED".equals(row.get("ACTION")))
                .hasSize(1);
    }

    @Test
    void follows_settings_that_were_changed_on_the_other(Keycloak admin) {
        Scene scene = Scene.with(realm, browser);
        AdminApi onSecond = AdminApi.of(
                cluster.second(),
                realm.name(),
                admin.tokenManager().grantToken().getToken());

        RealmSettings.of(onSecond).change(Map.of("defaultLifespan", 61, "longestLifespan", 62));

        AdminApi.Answer requested = scene.request(scene.alice());
        assertThat(requested.body().path("endsAt").asLong()
                        - requested.body().path("startUrlExpiresAt").asLong())
                .isLessThanOrEqualTo(1_000);
        RealmSettings.of(onSecond).change(Map.of());
    }

    @Test
    void whose_time_is_up_ends_with_one_logout_though_both_sweep(TimeMachine time) {
        Duration lifespan = Duration.ofMinutes(10);
        try (LogoutReceiver many = LogoutReceiver.slow(Duration.ofMillis(50));
                LogoutReceiver last = LogoutReceiver.start()) {
            impersonations(40, lifespan, many);
            impersonations(1, lifespan.plusMinutes(1), last);

            time.forward(lifespan);
            awaitLogouts(many, 40);
            time.forward(Duration.ofMinutes(1));
            awaitLogouts(last, 1);

            assertThat(many.received())
                    .as("after further sweeps")
                    .hasSize(40)
                    .extracting(token -> token.get("sid"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void that_ends_tells_its_subject_once_though_both_have_the_mail_to_send(
            TimeMachine time, Rows rows, Keycloak admin) {
        int port = Ports.free();
        realm.sendMailTo(port, Map.of());
        RealmSettings.of(realm, admin).change(Map.of("notify", "end"));
        Scene scene = Scene.with(realm, browser);
        realm.copyImpersonation(scene.becomeAliceFor(Duration.ofMinutes(10)), 39);
        time.forward(Duration.ofMinutes(10));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox(rows, scene))
                        .hasSize(40)
                        .allSatisfy(row ->
                                assertThat(row).containsEntry("STATE", "QUEUED").containsEntry("ATTEMPTS", 1)));

        // So slow that each has them all at hand before the other is done with them.
        try (BrokenMailServer back = BrokenMailServer.slow(port, Duration.ofMillis(500))) {
            time.forward(Duration.ofMinutes(1));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(outbox(rows, scene))
                            .allSatisfy(row -> assertThat(row)
                                    .containsEntry("STATE", "SENT")
                                    .containsEntry("ATTEMPTS", 2)));
            // Others may be told of their ends in this realm, too.
            assertThat(back.taken())
                    .filteredOn(mail -> mail.contains("To: " + scene.alice().email()))
                    .hasSize(40);
        }
    }

    private static List<Map<String, Object>> outbox(Rows rows, Scene scene) {
        return rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", scene.alice().id());
    }

    private static void awaitLogouts(LogoutReceiver receiver, int count) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(receiver.received()).hasSizeGreaterThanOrEqualTo(count));
    }

    private void impersonations(int count, Duration lifespan, LogoutReceiver receiver) {
        browser.context().clearCookies();
        Scene scene = Scene.with(realm, browser);
        TestClient listening = Scene.listening(realm, "listening-" + scene.number(), receiver);
        String id = scene.becomeAliceFor(lifespan);
        new AppInBrowser(realm, listening, browser.context()).singleSignOn();
        realm.copyImpersonation(id, count - 1);
    }

    private CompletableFuture<HttpResponse<Void>> confirm(KeycloakNode node, String form, String cookies) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(
                                        URI.create(node.baseUrl() + "/realms/" + realm.name() + "/impersonation/start"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Cookie", cookies)
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.discarding());
    }

    private TokenEndpoint tokens(KeycloakNode node) {
        return TokenEndpoint.of(node.baseUrl(), realm.name());
    }

    private static void assertActor(Scene scene, Map<String, Object> claims) {
        assertThat(claims)
                .containsKey("impersonation")
                .extractingByKey("act", as(MAP))
                .containsEntry("sub", scene.agent().id());
    }
}

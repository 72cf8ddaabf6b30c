package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.HeldLock;
import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(database = DatabaseKind.POSTGRESQL, nodes = 2)
@DisplayName("On two nodes a grant")
final class GrantsOnTwoNodesIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final RealmFixture realm;
    private final Browser browser;
    private final Tenant tenant;

    GrantsOnTwoNodesIT(Cluster cluster, RealmFixture realm, Browser browser) {
        this.cluster = cluster;
        this.realm = realm;
        this.browser = browser;
        this.tenant = Tenant.with(realm, browser);
    }

    @Test
    void that_was_given_on_one_lets_in_on_the_other_and_revoked_there_lets_nobody_in_on_either() {
        AdminApi second = adasApi(cluster.second());
        String grant =
                second.post(Tenant.GRANTS, tenant.wish("P1D")).body().path("id").asText();
        tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();
        cluster.nodes()
                .forEach(node -> assertThat(
                                tokens(node).userInfo(tokens.accessToken()).status())
                        .as("before")
                        .isEqualTo(200));

        assertThat(second.delete(Tenant.GRANTS + "/" + grant).status()).isEqualTo(200);

        await().atMost(AT_ONCE).untilAsserted(() -> cluster.nodes().forEach(node -> assertRefused(node, tokens)));
        assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");
    }

    @Test
    void that_is_revoked_on_the_other_tells_an_application_once() {
        try (LogoutReceiver receiver = LogoutReceiver.start()) {
            TestClient listening =
                    Scene.listening(realm, "listening-" + tenant.scene().number(), receiver);
            String grant = tenant.grantAlice();
            tenant.scene().becomeAlice();
            TokenAnswer tokens = new AppInBrowser(realm, listening, browser.context()).singleSignOn();

            adasApi(cluster.second()).delete(Tenant.GRANTS + "/" + grant);

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(receiver.received()).isNotEmpty());
            await().during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(7))
                    .untilAsserted(() -> assertThat(receiver.received())
                            .hasSize(1)
                            .first()
                            .extracting(token -> token.get("sid"))
                            .isEqualTo(
                                    TokenEndpoint.claims(tokens.accessToken()).get("sid")));
        }
    }

    @Test
    void that_is_revoked_while_an_impersonation_starts_on_the_other_ends_it(Rows rows, Database database)
            throws SQLException {
        String grant = tenant.grantAlice();
        ConfirmPage page = confirmPage();
        CompletableFuture<Integer> starting;
        CompletableFuture<AdminApi.Answer> revoking;

        try (HeldLock start = HeldLock.on(database, "ASSUME_IMPERSONATION", page.impersonation())) {
            starting = page.confirm();
            start.awaitWaiting(1);
            revoking = revokeOnSecond(grant);
            // Either of them has to wait: were it revoked now, it would not see what is about to start.
            start.awaitWaitingOr(2, revoking::isDone);
        }

        assertThat(revoking.join().status()).isEqualTo(200);
        starting.join();
        await().untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", page.impersonation()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "GRANT_REVOKED")));
        assertNobodyIsAlice();
    }

    @Test
    void that_is_being_revoked_when_an_impersonation_starts_on_the_other_lets_it_not(Rows rows, Database database)
            throws SQLException {
        String grant = tenant.grantAlice();
        ConfirmPage page = confirmPage();
        CompletableFuture<Integer> starting;
        CompletableFuture<AdminApi.Answer> revoking;

        try (HeldLock revoke = HeldLock.against(database, "ASSUME_TRAIL")) {
            revoking = revokeOnSecond(grant);
            revoke.awaitWaiting(1);
            starting = page.confirm();
            revoke.awaitWaiting(2);
        }

        assertThat(revoking.join().status()).isEqualTo(200);
        assertThat(starting.join()).isEqualTo(403);
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", page.impersonation()))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("STARTED_AT"));
        assertNobodyIsAlice();
    }

    @Test
    void that_another_start_relies_on_lets_one_start_at_once(Rows rows, Database database) throws SQLException {
        String grant = tenant.grantAlice();
        ConfirmPage page = confirmPage();

        try (HeldLock other = HeldLock.sharing(database, "ASSUME_GRANT", grant)) {
            CompletableFuture<Integer> starting = page.confirm();
            other.awaitWaitingOr(1, starting::isDone);
            assertThat(starting).isCompletedWithValue(303);
        }

        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", page.impersonation()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("STARTED_AT").doesNotContainKey("ENDED_AT"));
    }

    @Test
    void that_limits_how_many_run_lets_one_start_after_the_other(Database database) throws SQLException {
        String grant = tenant.adasApi()
                .post(Tenant.GRANTS, tenant.wish("P1D", Map.of("maxConcurrent", 1)))
                .body()
                .path("id")
                .asText();
        ConfirmPage page = confirmPage();
        CompletableFuture<Integer> starting;

        try (HeldLock other = HeldLock.sharing(database, "ASSUME_GRANT", grant)) {
            starting = page.confirm();
            other.awaitWaiting(1);
            assertThat(starting).isNotDone();
        }

        assertThat(starting).succeedsWithin(SOON).isEqualTo(303);
    }

    @Test
    void that_both_change_at_once_is_changed_once() {
        String grant = Tenant.GRANTS + "/" + tenant.grantAlice();
        AdminApi first = tenant.adasApi();
        AdminApi second = adasApi(cluster.second());
        int version = first.get(grant).body().path("version").asInt();
        Map<String, Object> change = Map.of("version", version, "duration", "P1W");

        CompletableFuture<AdminApi.Answer> onSecond = CompletableFuture.supplyAsync(() -> second.put(grant, change));
        AdminApi.Answer onFirst = first.put(grant, change);

        assertThat(List.of(onFirst.status(), onSecond.join().status())).containsExactlyInAnyOrder(200, 409);
        assertThat(second.get(grant).body().path("version").asInt()).isEqualTo(version + 1);
    }

    private void assertRefused(KeycloakNode node, TokenAnswer tokens) {
        TokenEndpoint endpoint = tokens(node);
        assertThat(endpoint.refresh(tenant.scene().client(), tokens.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(endpoint.userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(endpoint.introspect(tenant.scene().client(), tokens.accessToken())
                        .body())
                .containsEntry("active", false);
    }

    /** Her session is good for nothing from the revocation on, and gone a moment later. */
    private void assertNobodyIsAlice() {
        await().untilAsserted(() -> assertThat(
                        realm.admin().users().get(tenant.alice().id()).getUserSessions())
                .isEmpty());
    }

    private CompletableFuture<AdminApi.Answer> revokeOnSecond(String grant) {
        AdminApi second = adasApi(cluster.second());
        return CompletableFuture.supplyAsync(() -> second.delete(Tenant.GRANTS + "/" + grant));
    }

    private ConfirmPage confirmPage() {
        AdminApi.Answer requested = tenant.scene().request(tenant.alice());
        Page page = tenant.scene().page();
        page.navigate(requested.body().path("startUrl").asText());
        return new ConfirmPage(
                requested.body().path("id").asText(),
                realm.url() + "/impersonation/start",
                Map.of("ticket", field(page, "ticket"), "stateChecker", field(page, "stateChecker")),
                SimultaneousPosts.of(browser.context()));
    }

    private static String field(Page page, String name) {
        return page.locator("input[name=" + name + "]").inputValue();
    }

    /** The page on which the agent says yes; he does so without waiting for the answer, which is a status. */
    private record ConfirmPage(
            String impersonation, String address, Map<String, String> form, SimultaneousPosts browser) {

        CompletableFuture<Integer> confirm() {
            return browser.sendOne(address, form).thenApply(HttpResponse::statusCode);
        }
    }

    private AdminApi adasApi(KeycloakNode node) {
        return AdminApi.of(node, realm.name(), tenant.token(tenant.ada()));
    }

    private TokenEndpoint tokens(KeycloakNode node) {
        return TokenEndpoint.of(node.baseUrl(), realm.name());
    }
}

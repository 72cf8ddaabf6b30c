package io.github.keycloakassume.tests.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.assumption.Tenant;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.StockButton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.UserRepresentation;

/** What users of it live through, once each; each deployment has a class that says so. */
abstract class StoriesOnADeployment {

    private static final String OUR_COOKIES = "KEYCLOAK_ASSUME";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    StoriesOnADeployment(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    final RealmFixture realm() {
        return realm;
    }

    final Browser browser() {
        return browser;
    }

    @Test
    void the_impersonator_is_in_the_tokens_that_are_refreshed_too_and_comes_back_by_one_click() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        assertActs(scene, tokens);
        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), tokens.refreshToken());
        assertActs(scene, refreshed);

        scene.revert();

        assertIsTheAgent(scene, scene.app().singleSignOn());
        assertOver(scene, refreshed, id, "REVERTED");
    }

    @Test
    void the_end_of_the_time_closes_everything_and_the_next_login_page_leads_back(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        // Shorter than Keycloak's own idle timeout, which would otherwise end the session for us.
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));
        TokenAnswer tokens = scene.app().singleSignOn();

        time.forward(Duration.ofMinutes(10));

        assertClosed(scene, tokens);
        scene.app().open().locator("#assume-back").click();
        assertIsTheAgent(scene, scene.app().tokens());
        assertOver(scene, tokens, id, "TIME_OVER");
    }

    @Test
    void a_revocation_closes_everything_and_the_next_login_page_leads_back() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        assertThat(scene.agentApi().delete(Scene.SESSIONS + "/" + id).status()).isEqualTo(204);

        assertOver(scene, tokens, id, "REVOKED");
        scene.app().open().locator("#assume-back").click();
        assertIsTheAgent(scene, scene.app().tokens());
    }

    @Test
    void what_keycloaks_own_button_starts_is_marked_and_can_be_ended() {
        Scene scene = Scene.with(realm, browser);
        assertThat(StockButton.of(scene, realm).start(scene.alice()).status()).isEqualTo(200);
        TokenAnswer tokens = scene.app().singleSignOn();
        assertActs(scene, tokens);
        String id = String.valueOf(
                rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id())
                        .get(0)
                        .get("ID"));

        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        assertOver(scene, tokens, id, "REVOKED");
    }

    @Test
    void the_end_of_a_grant_ends_what_runs_under_it() {
        Tenant tenant = Tenant.with(realm, browser);
        String grant = tenant.grantAlice();
        String id = tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();
        assertActs(tenant.scene(), tokens);

        tenant.revoke(grant);

        assertOver(tenant.scene(), tokens, id, "GRANT_REVOKED");
        assertThat(tenant.scene().request(tenant.alice()).status()).isEqualTo(403);
    }

    @Test
    void the_account_console_can_be_looked_at_and_says_who_acts() {
        Scene scene = Scene.with(realm, browser);

        scene.becomeAliceReadOnly();

        assertThat(scene.page().url()).startsWith(realm.url() + "/account");
        assertThat(scene.status())
                .contains("\"impersonating\":true", scene.agent().username());
        scene.page().navigate(scene.revertUrl());
        scene.confirmIntoAccountConsole();
        assertIsTheAgent(scene, scene.app().singleSignOn());
    }

    /** A second page makes Keycloak look the session up again by what the login's cookie says; where that is kept differs. */
    @Test
    void a_login_that_another_browser_began_does_not_lead_out_of_the_impersonation() {
        Scene scene = Scene.with(realm, browser);
        UserResource alice = realm.admin().users().get(scene.alice().id());
        UserRepresentation pending = alice.toRepresentation();
        pending.setRequiredActions(List.of("UPDATE_PASSWORD"));
        alice.update(pending);
        List<Cookie> planted;
        try (BrowserContext other = scene.otherBrowser()) {
            scene.appIn(other).open();
            planted = other.cookies().stream()
                    .filter(cookie -> cookie.name.equals("AUTH_SESSION_ID"))
                    .toList();
        }
        scene.becomeAlice();
        TokenAnswer before = scene.app().singleSignOn();

        browser.context().addCookies(planted);
        TokenAnswer after = scene.app().singleSignOn();

        assertActs(scene, after);
        assertThat(TokenEndpoint.claims(after.accessToken()))
                .containsEntry("sid", TokenEndpoint.claims(before.accessToken()).get("sid"));
        assertThat(alice.getUserSessions()).hasSize(1);
    }

    @Test
    void our_cookies_are_sent_to_the_realm_and_to_nothing_else_and_are_gone_after_the_return() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        assertThat(browser.context().cookies())
                .filteredOn(cookie -> cookie.name.startsWith(OUR_COOKIES))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie.path)
                        .startsWith(URI.create(realm.url() + "/").getPath()))
                .allSatisfy(cookie -> assertThat(cookie.httpOnly).isTrue());
        scene.revert();
        assertThat(browser.context().cookies())
                .extracting((Cookie cookie) -> cookie.name)
                .noneMatch(name -> name.startsWith(OUR_COOKIES));
    }

    final void assertActs(Scene scene, TokenAnswer tokens) {
        assertThat(tokens.status()).as("%s", tokens.body()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("sub", scene.alice().id())
                .containsEntry("iss", realm.url().toString())
                .containsEntry("act", scene.act())
                .containsKey("impersonation");
    }

    final void assertIsTheAgent(Scene scene, TokenAnswer tokens) {
        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("sub", scene.agent().id())
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKeys("act", "impersonation");
    }

    private void assertClosed(Scene scene, TokenAnswer tokens) {
        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(realm.tokens()
                        .introspect(scene.client(), tokens.accessToken())
                        .body())
                .containsEntry("active", false);
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
    }

    private void assertOver(Scene scene, TokenAnswer tokens, String id, String cause) {
        assertClosed(scene, tokens);
        // Refused already; gone a moment later.
        await().untilAsserted(() -> assertThat(
                        realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty());
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause));
    }
}

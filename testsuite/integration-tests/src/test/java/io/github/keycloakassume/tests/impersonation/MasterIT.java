package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("An administrator of master who impersonates a user of another realm")
final class MasterIT {

    private final RealmFixture realm;
    private final RealmFixture master;
    private final Browser browser;
    private final Rows rows;
    private final TestUser alice;
    private final TestClient app;
    private final TestClient masterApp;
    private final TestUser support;

    MasterIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.browser = browser;
        this.rows = rows;
        Scene scene = Scene.with(realm, browser);
        this.alice = scene.alice();
        this.app = scene.client();
        // The agent of the scene has left his cookies; this browser is to be nobody in the realm.
        browser.context().clearCookies();
        this.masterApp = Scene.app(master, "master-app-" + realm.name() + scene.number(), client -> {});
        this.support = master.user("support-" + realm.name() + scene.number());
    }

    @BeforeEach
    void mayImpersonate() {
        master.grant(support, realm.name() + "-realm", "impersonation");
    }

    @AfterEach
    void leaveMasterAsItWas() {
        master.admin().users().delete(support.id()).close();
        master.admin().clients().get(masterApp.id()).remove();
    }

    @Test
    void starts_at_his_own_realm_and_is_named_with_its_issuer() {
        String id = become();

        assertThat(TokenEndpoint.claims(alicesApp().singleSignOn().accessToken()))
                .containsEntry("sub", alice.id())
                .containsEntry(
                        "act",
                        Map.of(
                                "sub", support.id(),
                                "iss", master.url().toString(),
                                "preferred_username", support.username(),
                                "sub_profile", "user"));
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("ACTION") + " by " + row.get("ACTOR_NAME"))
                .contains("REQUESTED by " + support.username(), "STARTED by " + support.username());
    }

    @Test
    void is_the_user_in_that_realm_alone_by_keycloaks_own_button_too() {
        String own = mastersApp().login(support).accessToken();

        StockButton.Answer answer = new StockButton(realm, browser.context(), own).start(alice);

        assertThat(answer.body().path("sameRealm").asBoolean()).isFalse();
        assertThat(answer.redirect()).startsWith(master.url() + "/impersonation/start?ticket=");
        assertThat(answer.cookies()).isEmpty();
        assertThat(TokenEndpoint.claims(alicesApp().singleSignOn().accessToken()))
                .containsEntry("sub", alice.id())
                .extractingByKey("act")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("iss", master.url().toString());
        assertThat(TokenEndpoint.claims(mastersApp().singleSignOn().accessToken()))
                .containsEntry("sub", support.id())
                .doesNotContainKey("act");
        browser.page().navigate(realm.url() + "/impersonation/revert?return_to=" + AppInBrowser.HOME);
        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);
        assertThat(alicesApp().open().locator("#username")).isVisible();
    }

    @Test
    void comes_back_as_nobody_in_that_realm_and_as_himself_in_his_own() {
        become();
        TokenAnswer alices = alicesApp().singleSignOn();

        browser.page().navigate(realm.url() + "/impersonation/revert?return_to=" + AppInBrowser.HOME);
        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);

        assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isEqualTo(401);
        assertThat(alicesApp().open().locator("#username")).isVisible();
        assertThat(TokenEndpoint.claims(mastersApp().singleSignOn().accessToken()))
                .containsEntry("sub", support.id())
                .doesNotContainKey("act");
    }

    /** Here the way back is seen by no login of this realm, so that its proof alone says where it leads. */
    @Test
    void leads_no_one_to_an_address_that_the_impersonator_vouches_for() {
        String id = become();
        String elsewhere = "https://elsewhere.example/login";
        String proof = WayBackSecret.derived(WayBackSecret.of(browser.context()).hash(), "return." + elsewhere);
        Scene.postRevert(realm, browser.context(), FormData.create());
        try (BrowserContext others = browser.context().browser().newContext()) {
            String next = others.request()
                    .get(
                            realm.url() + "/impersonation/revert?impersonation=" + id + "&proof=" + proof
                                    + "&return_to=" + elsewhere,
                            RequestOptions.create().setMaxRedirects(0))
                    .headers()
                    .getOrDefault("location", "");

            assertThat(next).startsWith(master.url().resolve("/").toString());
        }
    }

    @Test
    void can_confirm_again_where_the_answer_to_the_start_was_lost() {
        mastersApp().login(support);
        browser.page().navigate(request().body().path("startUrl").asText());
        Map<String, String> form = Forms.hiddenFieldsOf(browser.page());
        HttpResponse<String> lost = SimultaneousPosts.of(browser.context())
                .send(master.url() + "/impersonation/start", form, 1)
                .get(0);
        assertThat(lost.statusCode()).isEqualTo(303);

        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);

        assertThat(TokenEndpoint.claims(alicesApp().singleSignOn().accessToken()))
                .containsEntry("sub", alice.id())
                .containsKey("act");
        assertThat(realm.admin().users().get(alice.id()).getUserSessions()).hasSize(1);
    }

    @Test
    void loses_it_when_he_is_logged_out_of_master() {
        String id = become();
        TokenAnswer alices = alicesApp().singleSignOn();

        master.admin().users().get(support.id()).logout();

        assertThat(realm.tokens().refresh(app, alices.refreshToken()).error()).isEqualTo("invalid_grant");
        assertThat(alicesApp().open().locator("#assume-ended")).isVisible();
        assertThat(browser.page().locator("#assume-back")).hasCount(0);
        assertEnded(id, "IMPERSONATOR_GONE");
    }

    @Test
    void loses_it_when_he_loses_the_right() {
        String id = become();
        TokenAnswer alices = alicesApp().singleSignOn();

        master.revoke(support, realm.name() + "-realm", "impersonation");

        assertThat(realm.tokens().refresh(app, alices.refreshToken()).error()).isEqualTo("invalid_grant");
        alicesApp().open();
        assertEnded(id, "NO_LONGER_ALLOWED");
    }

    @Test
    void cannot_hand_his_link_to_somebody_else() {
        String startUrl = request().body().path("startUrl").asText();
        TestUser other = master.user("other-" + support.username());
        try (BrowserContext others = browser.context().browser().newContext()) {
            new AppInBrowser(master, masterApp, others).login(other);

            others.pages().get(0).navigate(startUrl);

            assertThat(others.pages().get(0).content()).contains("This link was made for another person");
        } finally {
            master.admin().users().delete(other.id()).close();
        }
    }

    @Test
    void is_refused_without_the_role_of_that_realm() {
        master.revoke(support, realm.name() + "-realm", "impersonation");
        master.grant(support, realm.name() + "-realm", "view-users");

        AdminApi.Answer answer = request();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("impersonation-not-allowed");
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", alice.id())).isEmpty();
    }

    @Test
    void is_refused_a_user_with_rights_that_he_lacks_in_that_realm() {
        realm.grant(alice, "realm-management", "manage-users");

        assertThat(request().errorKey()).isEqualTo("subject-more-privileged");

        master.grant(support, realm.name() + "-realm", "manage-users");
        assertThat(request().status()).as("until he has them").isEqualTo(201);
    }

    private AdminApi.Answer request() {
        String token = master.tokens().password(masterApp, support).accessToken();
        return AdminApi.of(realm, token)
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                alice.id(),
                                "reason",
                                Scene.REASON,
                                "client",
                                app.clientId(),
                                "redirectUri",
                                AppInBrowser.HOME));
    }

    @Test
    void is_one_user_at_a_time_in_one_browser_whatever_the_realm() {
        TestUser bob = master.user("bob-" + realm.name());
        master.grant(support, "master-realm", "impersonation");
        String first = become();
        String own = mastersApp().singleSignOn().accessToken();

        AdminApi.Answer second = AdminApi.of(master, own)
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                bob.id(),
                                "reason",
                                Scene.REASON,
                                "client",
                                masterApp.clientId(),
                                "redirectUri",
                                AppInBrowser.HOME));
        browser.page().navigate(second.body().path("startUrl").asText());
        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);

        assertEnded(first, "REPLACED");
        assertThat(realm.admin().users().get(alice.id()).getUserSessions()).isEmpty();
        assertThat(TokenEndpoint.claims(mastersApp().singleSignOn().accessToken()))
                .containsEntry("sub", bob.id());
        master.admin().users().delete(bob.id()).close();
    }

    private String become() {
        mastersApp().login(support);
        AdminApi.Answer requested = request();
        String startUrl = requested.body().path("startUrl").asText();
        assertThat(startUrl).startsWith(master.url().toString());
        browser.page().navigate(startUrl);
        Locator page = browser.page().locator("#assume-start");
        assertThat(page).containsText("of the realm " + realm.name());
        assertThat(page).containsText(realm.url() + "/impersonation/revert");
        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);
        return requested.body().path("id").asText();
    }

    private AppInBrowser alicesApp() {
        return new AppInBrowser(realm, app, browser.context());
    }

    private AppInBrowser mastersApp() {
        return new AppInBrowser(master, masterApp, browser.context());
    }

    private void assertEnded(String id, String cause) {
        assertThat(List.copyOf(rows.of("ASSUME_IMPERSONATION", "ID", id)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause));
    }
}

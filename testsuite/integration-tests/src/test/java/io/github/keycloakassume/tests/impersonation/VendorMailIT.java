package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("The subject of an impersonation by an administrator of master")
final class VendorMailIT {

    private final RealmFixture realm;
    private final RealmFixture master;
    private final Browser browser;
    private final Mailbox mailbox;
    private final TestUser alice;
    private final TestClient app;
    private final TestClient masterApp;
    private final TestUser support;

    VendorMailIT(RealmFixture realm, Keycloak admin, Browser browser, Mailbox mailbox) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.browser = browser;
        this.mailbox = mailbox;
        realm.sendMailTo(mailbox);
        Scene scene = Scene.with(realm, browser);
        this.alice = scene.alice();
        this.app = scene.client();
        // The agent of the scene has left his cookies; this browser is to be nobody in the realm.
        browser.context().clearCookies();
        this.masterApp = Scene.app(master, "master-app-" + realm.name() + scene.number(), client -> {});
        this.support = master.user("support-" + realm.name() + scene.number());
        master.grant(support, realm.name() + "-realm", "impersonation");
    }

    @AfterEach
    void leaveMasterAsItWas() {
        master.admin().users().delete(support.id()).close();
        master.admin().clients().get(masterApp.id()).remove();
    }

    @Test
    void is_told_of_start_and_end_and_where_he_comes_from_without_anybody_having_set_that() {
        become();
        Mail start = mailbox.await(alice.email());
        browser.page().navigate(realm.url() + "/impersonation/revert?return_to=" + AppInBrowser.HOME);
        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mailbox.received(alice.email())).hasSize(2));
        String from = master.admin().toRepresentation().getDisplayName();
        assertThat(List.of(start, mailbox.received(alice.email()).get(1))).allSatisfy(mail -> {
            assertThat(mail.text())
                    .contains("Who: " + support.username() + " Test (" + support.username() + ")")
                    .containsPattern("From: " + from + "\\R");
            assertThat(mail.html()).contains(support.username()).contains("<td>" + from + "</td>");
        });
    }

    private void become() {
        AppInBrowser mastersApp = new AppInBrowser(master, masterApp, browser.context());
        String token = mastersApp.login(support).accessToken();
        String startUrl = AdminApi.of(realm, token)
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                alice.username(),
                                "reason",
                                Scene.REASON,
                                "client",
                                app.clientId(),
                                "redirectUri",
                                AppInBrowser.HOME))
                .body()
                .path("startUrl")
                .asText();
        browser.page().navigate(startUrl);
        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);
    }
}

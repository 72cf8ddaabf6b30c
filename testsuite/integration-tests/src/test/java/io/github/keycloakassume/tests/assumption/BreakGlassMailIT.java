package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("An administrator of the server who becomes a user without a grant")
final class BreakGlassMailIT {

    private final RealmFixture realm;
    private final RealmFixture master;
    private final Browser browser;
    private final Mailbox mailbox;
    private final Rows rows;
    private final Tenant tenant;
    private final TestClient masterApp;
    private final TestUser root;

    BreakGlassMailIT(RealmFixture realm, Keycloak admin, Browser browser, Mailbox mailbox, Rows rows) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.browser = browser;
        this.mailbox = mailbox;
        this.rows = rows;
        realm.sendMailTo(mailbox);
        this.tenant = Tenant.with(realm, browser);
        // The agent has left his cookies; this browser is to be nobody in the realm.
        browser.context().clearCookies();
        this.masterApp = Scene.app(master, "break-glass-" + realm.name(), client -> {});
        this.root = master.user("root-" + realm.name());
        master.grantRealmRole(root, "admin");
        AdminApi ada = tenant.adasApi();
        ada.put(
                Tenant.SETTINGS,
                Map.of(
                        "version",
                        ada.get(Tenant.SETTINGS).body().path("version").asInt(),
                        "governs",
                        "vendor",
                        "vendorIdentityProviders",
                        List.of(),
                        "requestLapse",
                        259_200));
    }

    @AfterEach
    void leaveMasterAsItWas() {
        master.admin().users().delete(root.id()).close();
        master.admin().clients().get(masterApp.id()).remove();
    }

    @Test
    void is_in_the_trail_and_in_a_mail_to_the_tenants_administrators() {
        String id = become();

        assertThat(mailbox.await(tenant.ada().email()).text())
                .contains("without your permission")
                .contains(tenant.alice().username())
                .contains(root.username())
                .contains("> " + Scene.REASON);
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .filteredOn(row -> "BREAK_GLASS".equals(row.get("ACTION")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTOR_ID", root.id())
                        .containsEntry("SUBJECT_ID", tenant.alice().id())
                        .containsEntry("DETAIL", Scene.REASON));
    }

    @Test
    void is_no_alarm_when_he_has_a_grant() {
        tenant.grantAlice();

        String id = become();

        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("ACTION"))
                .contains("STARTED")
                .doesNotContain("BREAK_GLASS");
        assertThat(rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", tenant.ada().id())).isEmpty();
    }

    private String become() {
        String token = new AppInBrowser(master, masterApp, browser.context())
                .login(root)
                .accessToken();
        AdminApi.Answer requested = AdminApi.of(realm, token)
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                tenant.alice().username(),
                                "reason",
                                Scene.REASON,
                                "client",
                                tenant.scene().client().clientId(),
                                "redirectUri",
                                AppInBrowser.HOME));
        assertThat(requested.status()).as("%s", requested.body()).isEqualTo(201);
        browser.page().navigate(requested.body().path("startUrl").asText());
        browser.page().locator("#assume-confirm").click();
        browser.page().waitForURL(AppInBrowser.HOME);
        return requested.body().path("id").asText();
    }
}

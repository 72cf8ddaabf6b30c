package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.StockButton;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Without a grant, where vendors are governed")
final class BreakGlassIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final Keycloak admin;
    private final Tenant tenant;
    private final TenantSettings settings;
    private final Platform platform;

    BreakGlassIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.browser = browser;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.settings = TenantSettings.of(tenant.adasApi());
        this.platform = new Platform(realm, admin);
        // The agent of the scene has left his cookies; this browser is to be nobody in the realm.
        browser.context().clearCookies();
    }

    @BeforeEach
    void vendors_are_governed() {
        settings.change(Map.of("governs", "vendor"));
    }

    @AfterEach
    void nobody_else_is() {
        settings.reset();
        platform.close();
    }

    @Test
    void an_administrator_of_the_server_gets_in_for_a_reason_and_every_token_and_record_says_so() {
        TestUser root = platform.administrator();
        platform.login(browser.context(), root);

        AdminApi.Answer asked = asks(platform.api(root));
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        assertThat(asked.body().path("grant").asText()).isEqualTo("break-glass");
        browser.page().navigate(asked.body().path("startUrl").asText());
        tenant.scene().confirm();
        browser.page().waitForURL(AppInBrowser.HOME);

        assertThat(TokenEndpoint.claims(alicesApp().singleSignOn().accessToken()))
                .containsEntry("sub", tenant.alice().id())
                .extractingByKey("impersonation")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("grant", "break-glass");
        String id = asked.body().path("id").asText();
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("GRANT_ID", "break-glass").containsEntry("REASON", Scene.REASON));
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("ACTION") + " by " + row.get("ACTOR_NAME") + ": " + row.get("DETAIL"))
                .contains("STARTED by " + root.username() + ": " + Scene.REASON);
    }

    @Test
    void he_goes_on_as_long_as_it_may_last() {
        TestUser root = platform.administrator();
        platform.login(browser.context(), root);
        browser.page().navigate(asks(platform.api(root)).body().path("startUrl").asText());
        tenant.scene().confirm();
        browser.page().waitForURL(AppInBrowser.HOME);
        var tokens = alicesApp().singleSignOn();

        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), tokens.refreshToken())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void he_rests_on_a_grant_where_there_is_one() {
        String grant = tenant.grantAlice();

        assertThat(asks(platform.api(platform.administrator()))
                        .body()
                        .path("grant")
                        .asText())
                .isEqualTo(grant);
    }

    @Test
    void he_does_not_get_in_without_a_reason() {
        assertRefused(asksWithoutReason(platform.api(platform.administrator())));
    }

    @Test
    void he_gives_a_reason_also_where_the_realm_asks_for_none() {
        RealmSettings realmSettings = RealmSettings.of(realm, admin);
        realmSettings.change(Map.of("reasonRequired", false));
        try {
            AdminApi root = platform.api(platform.administrator());

            assertRefused(asksWithoutReason(root));
            assertThat(asks(root).status()).isEqualTo(201);
        } finally {
            realmSettings.change(Map.of());
        }
    }

    @Test
    void he_does_not_get_in_when_he_is_of_the_vendors_staff_besides() {
        AdminApi root = platform.api(platform.administrator("assume-accounts"));

        assertRefused(asks(root));
        assertRefused(asks(root, Map.of("grant", "break-glass")));
    }

    /** Its token is not that of an administrator of the server, whatever its user is. */
    @Test
    void he_does_not_get_in_by_an_application_that_may_no_more_than_impersonate() {
        platform.narrow("impersonation");
        AdminApi root = platform.api(platform.administrator());

        assertRefused(asks(root));
        assertRefused(asks(root, Map.of("grant", "break-glass")));
    }

    @Test
    void he_does_not_get_in_by_keycloaks_own_button_which_asks_for_no_reason() {
        TestUser root = platform.administrator();
        String token = platform.login(browser.context(), root).accessToken();

        StockButton.Answer answer = new StockButton(realm, browser.context(), token).press(tenant.alice());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("grant-required");
        assertThat(answer.cookies()).isEmpty();
        assertNobodyIsAlice();
    }

    @Test
    void nobody_else_gets_in_whatever_he_calls_it() {
        for (AdminApi caller : new AdminApi[] {
            platform.api(platform.person("impersonation")),
            platform.api(platform.person("impersonation", "manage-realm", "manage-users")),
            tenant.agentsApi(),
            tenant.api(tenant.user("root", "realm-admin", "assume-accounts"))
        }) {
            assertRefused(asks(caller));
            assertRefused(asks(caller, Map.of("grant", "break-glass")));
            assertRefused(asks(caller, Map.of("grant", "trial")));
        }
    }

    private AppInBrowser alicesApp() {
        return new AppInBrowser(realm, tenant.scene().client(), browser.context());
    }

    private AdminApi.Answer asks(AdminApi caller) {
        return asks(caller, Map.of());
    }

    private AdminApi.Answer asks(AdminApi caller, Map<String, String> more) {
        Map<String, Object> wish = new HashMap<>(tenant.scene().wish(tenant.alice()));
        wish.putAll(more);
        return caller.post(Scene.SESSIONS, wish);
    }

    private AdminApi.Answer asksWithoutReason(AdminApi caller) {
        Map<String, Object> wish = new HashMap<>(tenant.scene().wish(tenant.alice()));
        wish.remove("reason");
        return caller.post(Scene.SESSIONS, wish);
    }

    private void assertRefused(AdminApi.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(403);
        assertThat(answer.errorKey()).isIn("grant-required", "grant-not-yours");
        assertNobodyIsAlice();
    }

    private void assertNobodyIsAlice() {
        assertThat(realm.admin().users().get(tenant.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", tenant.alice().id()))
                .isEmpty();
    }
}

package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.StockButton;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Whom grants govern")
final class GovernsIT {

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final TenantSettings settings;
    private final Platform platform;

    /** The agent of the scene is an administrator of the realm itself: his are the browser and the stock button. */
    GovernsIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
        this.tenant = Tenant.withAgentRoles(realm, browser, "impersonation");
        this.story = new Story(realm, rows, tenant);
        this.settings = TenantSettings.of(tenant.adasApi());
        this.platform = new Platform(realm, admin);
    }

    @AfterEach
    void govern_nobody_else() {
        settings.reset();
        platform.close();
    }

    @Test
    void is_only_vendor_staff_on_a_fresh_installation() {
        assertThat(tenant.adasApi().get(Tenant.SETTINGS).body().path("governs").asText())
                .isEqualTo("role");
        assertNeedsNone(owns());
        assertNeedsNone(supports());
        assertNeedsGrant(staff());
        assertNeedsGrant(platform.api(platform.person("assume-accounts")));
        assertThat(StockButton.of(tenant.scene(), realm).press(tenant.alice()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "governs {0}: vendor staff {1}, support of master {2}, administrator of the realm {3}")
    @CsvSource({"role, true, false, false", "vendor, true, true, false", "everyone, true, true, true"})
    void is_who_the_setting_says(String governs, boolean staff, boolean support, boolean own) {
        settings.change(Map.of("governs", governs));

        assertNeeds(staff(), staff);
        assertNeeds(supports(), support);
        assertNeeds(owns(), own);
    }

    @Test
    void is_whoever_holds_the_role_of_vendor_staff_whatever_else_he_may() {
        assertNeedsGrant(tenant.api(tenant.user("both", "assume-accounts", "impersonation", "realm-admin")));
        assertNeedsGrant(platform.api(platform.person("assume-accounts", "impersonation")));
    }

    @Test
    void is_a_user_of_the_vendors_provider_where_vendors_are_governed() {
        TestUser victor = tenant.user("victor", "impersonation");
        try (TrustedRealm realms = TrustedRealm.of(realm, admin, Map.of())) {
            realms.link(victor, realms.trusted().user("victor-there"));
            AdminApi his = tenant.api(victor);

            settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
            assertNeedsNone(his);

            settings.change(Map.of("governs", "vendor", "vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
            assertNeedsGrant(his);
            settings.reset();
        }
    }

    @Test
    void are_out_when_the_setting_comes_to_govern_them() {
        Story.Running running = story.running();

        settings.change(Map.of("governs", "everyone"));

        story.assertOver(running);
    }

    @Test
    void are_not_let_in_by_a_grant_of_their_own() {
        TestUser both = tenant.user("both", "manage-account-assumption", "impersonation");
        settings.change(Map.of("governs", "everyone"));

        AdminApi.Answer own = tenant.api(both).post(Tenant.GRANTS, tenant.wish("P1D"));

        assertThat(own.status()).isEqualTo(201);
        assertRefused(tenant.api(both));
        assertThat(asks(owns()).body().path("grant").asText())
                .as("others are")
                .isEqualTo(own.body().path("id").asText());
    }

    @Test
    void are_not_let_in_by_a_grant_that_they_have_changed() {
        TestUser both = tenant.user("both", "manage-account-assumption", "impersonation");
        settings.change(Map.of("governs", "everyone"));
        String grant = tenant.grantAlice();
        AdminApi his = tenant.api(both);
        assertThat(asks(his).status()).isEqualTo(201);

        his.put(Tenant.GRANTS + "/" + grant, Map.of("duration", "P1W", "version", 0));

        assertRefused(his);
    }

    @Test
    void get_nothing_by_keycloaks_own_button_and_nothing_is_touched() {
        settings.change(Map.of("governs", "everyone"));

        StockButton.Answer answer = StockButton.of(tenant.scene(), realm).press(tenant.alice());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey())
                .as("told to those alone who may query users")
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", tenant.alice().id()))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", "grant-required"));
        assertThat(answer.cookies()).isEmpty();
        assertThat(realm.admin().users().get(tenant.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", tenant.alice().id()))
                .isEmpty();
        assertThat(TokenEndpoint.claims(tenant.scene().app().singleSignOn().accessToken()))
                .containsEntry("sub", tenant.agent().id())
                .doesNotContainKey("act");
    }

    @Test
    void get_in_by_keycloaks_own_button_with_a_grant() {
        settings.change(Map.of("governs", "everyone"));
        String grant = tenant.grantAlice();

        StockButton.Answer answer = StockButton.of(tenant.scene(), realm).press(tenant.alice());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", tenant.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("GRANT_ID", grant));
    }

    private AdminApi staff() {
        return tenant.api(tenant.user("staff", "assume-accounts"));
    }

    private AdminApi supports() {
        return platform.api(platform.person("impersonation"));
    }

    private AdminApi owns() {
        return tenant.agentsApi();
    }

    private void assertNeeds(AdminApi caller, boolean grant) {
        if (grant) {
            assertNeedsGrant(caller);
        } else {
            assertNeedsNone(caller);
        }
    }

    private void assertNeedsNone(AdminApi caller) {
        AdminApi.Answer answer = asks(caller);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.body().has("grant")).isFalse();
    }

    private void assertNeedsGrant(AdminApi caller) {
        assertRefused(caller);
        String grant = tenant.grantAlice();
        AdminApi.Answer answer = asks(caller);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.body().path("grant").asText()).isEqualTo(grant);
        tenant.revoke(grant);
        assertRefused(caller);
    }

    private void assertRefused(AdminApi caller) {
        AdminApi.Answer answer = asks(caller);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("grant-required");
    }

    private AdminApi.Answer asks(AdminApi caller) {
        return caller.post(Scene.SESSIONS, tenant.scene().wish(tenant.alice()));
    }
}

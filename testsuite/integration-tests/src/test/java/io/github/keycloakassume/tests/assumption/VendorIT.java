package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("Who may decide on grants")
final class VendorIT {

    private static final String MANAGE = "manage-account-assumption";
    private static final String VENDOR = "vendor-may-not-decide";

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final TenantSettings settings;

    VendorIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.settings = TenantSettings.of(tenant.adasApi());
    }

    @Test
    void is_an_administrator_of_the_realm_itself() {
        assertDecides(tenant.adasApi());
    }

    @Test
    void is_a_service_account_of_the_realm_that_holds_the_role() {
        TestClient robot = realm.client(
                "robot-" + tenant.scene().number(), representation -> representation.setServiceAccountsEnabled(true));
        var account = realm.admin().clients().get(robot.id()).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", MANAGE);

        assertDecides(AdminApi.of(
                realm,
                realm.tokens()
                        .token(robot, Map.of("grant_type", "client_credentials"))
                        .accessToken()));
    }

    @Test
    void is_nobody_who_may_only_look() {
        AdminApi viewer = tenant.api(tenant.user("viewer", "view-account-assumption"));

        assertDecidesNothing(viewer, "not-allowed");
        assertThat(viewer.get(Tenant.GRANTS).status()).isEqualTo(200);
    }

    @Test
    void is_nobody_without_a_role_of_ours() {
        AdminApi manager = tenant.api(tenant.user("manager", "manage-users", "manage-realm"));

        assertDecidesNothing(manager, "not-allowed");
        assertThat(manager.get(Tenant.GRANTS).status()).isEqualTo(403);
    }

    @Test
    void is_no_realm_administrator_who_is_of_the_vendors_staff() {
        assertDecidesNothing(tenant.api(tenant.user("root", "realm-admin", "assume-accounts")), VENDOR);
    }

    @Test
    void is_no_administrator_of_master() {
        AdminApi master = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());

        assertDecidesNothing(master, VENDOR);
        assertThat(master.get(Tenant.GRANTS).status()).as("but he sees").isEqualTo(200);
        assertThat(master.get(Tenant.SETTINGS).status()).isEqualTo(200);
    }

    @Test
    void is_nobody_who_has_come_in_through_a_provider_of_the_vendors() {
        TestUser victor = tenant.user("victor", MANAGE);
        try (TrustedRealm realms = TrustedRealm.of(realm, admin, Map.of());
                BrowserContext his = tenant.scene().otherBrowser()) {
            TestUser there = realms.trusted().user("victor-there");
            realms.link(victor, there);
            TestClient client = Scene.app(realm, "brokered-" + UUID.randomUUID(), representation -> {});
            AppInBrowser app = new AppInBrowser(realm, client, his);
            app.openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
            app.fillIn(there);
            AdminApi brokered = AdminApi.of(realm, app.tokens().accessToken());
            assertThat(brokered.get(Tenant.GRANTS).status()).isEqualTo(200);
            settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
            try {
                assertDecidesNothing(brokered, VENDOR);
            } finally {
                settings.reset();
            }
            assertDecides(brokered);
        }
    }

    @Test
    void is_nobody_who_could_come_in_through_one_and_has_used_his_password() {
        TestUser victor = tenant.user("victor", MANAGE);
        try (TrustedRealm realms = TrustedRealm.of(realm, admin, Map.of())) {
            realms.link(victor, realms.trusted().user("victor-there"));
            settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
            try {
                assertDecidesNothing(tenant.api(victor), VENDOR);
            } finally {
                settings.reset();
            }
        }
    }

    @Test
    void is_nobody_while_somebody_else_is_he() {
        realm.grant(tenant.alice(), "realm-management", MANAGE);
        realm.grant(tenant.agent(), "realm-management", MANAGE);
        tenant.grantAlice();
        AdminApi asAlice = AdminApi.of(realm, story.running().tokens().accessToken());

        assertNothingChangesBy(asAlice, 403, null);
    }

    @Test
    void is_nobody_for_himself_as_user_role_or_group() {
        TestUser adam = tenant.user("adam", MANAGE);
        String role = "role-" + UUID.randomUUID();
        realm.grantRealmRole(adam, role);
        String roleId = realm.admin().roles().get(role).toRepresentation().getId();
        String group = groupOf(adam);

        for (Map<String, String> grantee :
                List.of(Map.of("user", adam.id()), Map.of("role", roleId), Map.of("group", group))) {
            AdminApi.Answer answer =
                    tenant.api(adam).post(Tenant.GRANTS, tenant.wish("P1D", Map.of("grantee", grantee)));

            assertThat(answer.status()).as(grantee.toString()).isEqualTo(403);
            assertThat(answer.errorKey()).isEqualTo("own-grant");
        }
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).isEmpty();
    }

    @Test
    void is_nobody_for_himself_by_changing_whom_a_grant_is_for() {
        TestUser adam = tenant.user("adam", MANAGE);
        String grant = tenant.grantAlice();

        AdminApi.Answer answer = tenant.api(adam)
                .put(Tenant.GRANTS + "/" + grant, Map.of("grantee", Map.of("user", adam.id()), "version", 0));

        assertThat(answer.errorKey()).isEqualTo("own-grant");
        assertUntouched(grant);
    }

    @Test
    void is_nobody_for_himself_by_way_of_a_composite_role() {
        TestUser adam = tenant.user("adam", MANAGE);
        String inner = "inner-" + UUID.randomUUID();
        String outer = "outer-" + UUID.randomUUID();
        realm.admin().roles().create(new RoleRepresentation(inner, "", false));
        realm.grantRealmRole(adam, outer);
        RoleRepresentation innerRole = realm.admin().roles().get(inner).toRepresentation();
        realm.admin().roles().get(outer).addComposites(List.of(innerRole));

        AdminApi.Answer answer = tenant.api(adam)
                .post(Tenant.GRANTS, tenant.wish("P1D", Map.of("grantee", Map.of("role", innerRole.getId()))));

        assertThat(answer.errorKey()).isEqualTo("own-grant");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).isEmpty();
    }

    private String groupOf(TestUser user) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName("group-" + UUID.randomUUID());
        realm.admin().groups().add(group).close();
        String id = realm.admin().groups().groups(group.getName(), 0, 1).get(0).getId();
        realm.admin().users().get(user.id()).joinGroup(id);
        return id;
    }

    private void assertDecides(AdminApi caller) {
        TestUser carl = tenant.user("carl");
        AdminApi.Answer given =
                caller.post(Tenant.GRANTS, Map.of("scope", "user", "user", carl.id(), "duration", "P1D"));
        assertThat(given.status()).as(given.body().toString()).isEqualTo(201);
        String grant = given.body().path("id").asText();
        story.assertReaches(carl, grant);
        AdminApi.Answer changed = caller.put(Tenant.GRANTS + "/" + grant, Map.of("duration", "P1W", "version", 0));
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(caller.delete(Tenant.GRANTS + "/" + grant).status()).isEqualTo(200);
        AdminApi.Answer approved = caller.post(Tenant.REQUESTS + "/" + ask() + "/approve", Map.of());
        assertThat(approved.status()).as(approved.body().toString()).isEqualTo(201);
        assertThat(caller.post(Tenant.REQUESTS + "/" + ask() + "/deny", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(TenantSettings.of(caller).put(Map.of()).status()).isEqualTo(200);
    }

    private void assertDecidesNothing(AdminApi caller, String errorKey) {
        assertNothingChangesBy(caller, 403, errorKey);
    }

    /**
     * By nothing that he tries, with a grant and a request there.
     *
     * @param errorKey null when it is all closed to him, whatever the reason
     */
    private void assertNothingChangesBy(AdminApi caller, int status, @Nullable String errorKey) {
        String grant = tenant.grantAlice();
        String request = ask();
        Object version =
                tenant.adasApi().get(Tenant.SETTINGS).body().path("version").asInt();
        TestUser bob = tenant.user("bob");
        for (AdminApi.Answer answer : List.of(
                caller.post(Tenant.GRANTS, Map.of("scope", "user", "user", bob.id(), "duration", "P1D")),
                caller.put(Tenant.GRANTS + "/" + grant, Map.of("duration", "P1Y", "version", 0)),
                caller.delete(Tenant.GRANTS + "/" + grant),
                caller.post(Tenant.REQUESTS + "/" + request + "/approve", Map.of()),
                caller.post(Tenant.REQUESTS + "/" + request + "/deny", Map.of()),
                TenantSettings.of(caller).put(Map.of("requestLapse", 7200, "version", version)))) {
            assertThat(answer.status())
                    .as(answer.response().request() + " " + answer.body())
                    .isEqualTo(status);
            if (errorKey != null) {
                assertThat(answer.errorKey()).isEqualTo(errorKey);
            }
        }
        story.assertOutOfReach(bob);
        assertUntouched(grant);
        assertThat(rows.of("ASSUME_REQUEST", "ID", request))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("OUTCOME"));
        assertThat(tenant.adasApi().get(Tenant.SETTINGS).body().path("version").asInt())
                .isEqualTo(version);
    }

    private void assertUntouched(String grant) {
        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("VERSION", 0).doesNotContainKey("ENDED_AT"));
    }

    private String ask() {
        AdminApi.Answer asked = tenant.agentsApi()
                .post(
                        Tenant.REQUESTS,
                        Map.of("scope", "user", "user", tenant.alice().id(), "duration", "P1D", "reason", "ticket 42"));
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        return asked.body().path("id").asText();
    }
}

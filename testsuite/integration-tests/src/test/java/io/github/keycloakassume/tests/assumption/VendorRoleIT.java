package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import jakarta.ws.rs.ForbiddenException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("The role of a vendor's staff")
final class VendorRoleIT {

    private static final String STAFF = "assume-accounts";
    private static final String DECIDES = "manage-account-assumption";

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;
    private final Tenant tenant;
    private final TestUser sam;

    VendorRoleIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.sam = tenant.user("sam", STAFF, DECIDES, "manage-users");
    }

    @Test
    void is_not_taken_by_who_holds_it_from_themselves() {
        assertRefused(sam, () -> take(sam, sam));

        assertStillVendor();
    }

    @Test
    void is_not_taken_by_one_of_the_staff_from_another() {
        TestUser accomplice = tenant.user("accomplice", STAFF, "manage-users");

        assertRefused(accomplice, () -> take(accomplice, sam));

        assertStillVendor();
    }

    @Test
    void is_not_taken_by_who_is_vendor_by_an_identity_provider() {
        TestUser victor = tenant.user("victor", "manage-users");
        TenantSettings settings = TenantSettings.of(tenant.adasApi());
        try (TrustedRealm realms = TrustedRealm.of(realm, admin, Map.of())) {
            realms.link(victor, realms.trusted().user("victor-there"));
            settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));

            assertRefused(victor, () -> take(victor, sam));

            settings.reset();
        }
        assertStillVendor();
    }

    @Test
    void is_not_left_behind_with_a_group_that_has_it() {
        TestUser grace = tenant.user("grace", DECIDES, "manage-users");
        String group = groupOfStaff();
        realm.admin().users().get(grace.id()).joinGroup(group);

        try (Keycloak api = realm.adminClient(grace)) {
            assertRefused(
                    grace, () -> api.realm(realm.name()).users().get(grace.id()).leaveGroup(group));
        }

        assertThat(realm.admin().users().get(grace.id()).groups()).hasSize(1);
        assertThat(tenant.api(grace).post(Tenant.GRANTS, tenant.wish("P1D")).errorKey())
                .isEqualTo("vendor-may-not-decide");
    }

    @Test
    void comes_with_no_right_to_have_another_decide() {
        TestUser puppet = tenant.user("puppet");

        assertRefused(sam, () -> give(sam, puppet, DECIDES));

        assertThat(tenant.api(puppet).post(Tenant.GRANTS, tenant.wish("P1D")).status())
                .isEqualTo(403);
    }

    @Test
    void is_taken_by_no_administrator_of_users_who_does_not_decide() {
        TestUser puppet = tenant.user("puppet", "manage-users");

        assertRefused(puppet, () -> take(puppet, sam));

        assertStillVendor();
    }

    /** Else the staff would make those vendor who could end their access. */
    @Test
    void is_not_given_by_the_staff_to_those_who_decide() {
        TestUser dora = tenant.user("dora", DECIDES);
        TestUser helper = tenant.user("helper", STAFF, "manage-users");

        assertRefused(helper, () -> give(helper, dora, STAFF));
        assertRefused(helper, () -> give(helper, tenant.alice(), STAFF));

        assertThat(tenant.api(dora).post(Tenant.GRANTS, tenant.wish("P1D")).status())
                .isEqualTo(201);
    }

    /** With the role to decide on the server's own realm one looks only. */
    @Test
    void is_not_taken_by_an_administrator_of_master_who_looks_only() {
        RealmFixture master = realm.sibling(admin, "master");
        TestUser looker = master.user("looker-" + UUID.randomUUID());
        try {
            master.grant(looker, realm.name() + "-realm", DECIDES, "manage-users", "view-realm", "view-clients");
            String token = master.tokens()
                    .password(master.client("desk-" + looker.username()), looker)
                    .accessToken();

            AdminApi.Answer answer = AdminApi.of(realm, token)
                    .call(
                            "DELETE",
                            "users/" + sam.id() + "/role-mappings/clients/" + realmManagement(),
                            "[{\"id\":\"" + role(STAFF).getId() + "\",\"name\":\"" + STAFF + "\"}]");

            assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
            assertStillVendor();
        } finally {
            master.admin().users().delete(looker.id()).close();
            master.admin()
                    .clients()
                    .findByClientId("desk-" + looker.username())
                    .forEach(desk -> master.admin().clients().get(desk.getId()).remove());
        }
    }

    @Test
    void is_taken_by_an_administrator_of_users_who_decides_and_is_not_vendor() {
        TestUser mary = tenant.user("mary", DECIDES, "manage-users");

        take(mary, sam);

        assertThat(tenant.api(sam).post(Tenant.GRANTS, tenant.wish("P1D")).status())
                .isEqualTo(201);
    }

    private void take(TestUser by, TestUser from) {
        try (Keycloak api = realm.adminClient(by)) {
            api.realm(realm.name())
                    .users()
                    .get(from.id())
                    .roles()
                    .clientLevel(realmManagement())
                    .remove(List.of(role(STAFF)));
        }
    }

    private void give(TestUser by, TestUser to, String role) {
        try (Keycloak api = realm.adminClient(by)) {
            api.realm(realm.name())
                    .users()
                    .get(to.id())
                    .roles()
                    .clientLevel(realmManagement())
                    .add(List.of(role(role)));
        }
    }

    private void assertRefused(TestUser by, Runnable request) {
        assertThatExceptionOfType(ForbiddenException.class).isThrownBy(request::run);
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", by.id()))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "role-not-yours-to-give"));
    }

    private void assertStillVendor() {
        assertThat(tenant.api(sam).post(Tenant.GRANTS, tenant.wish("P1D")).errorKey())
                .isEqualTo("vendor-may-not-decide");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).isEmpty();
    }

    private String groupOfStaff() {
        var group = new GroupRepresentation();
        group.setName("staff-" + UUID.randomUUID());
        realm.admin().groups().add(group).close();
        String id = realm.admin().groups().groups(group.getName(), 0, 1).get(0).getId();
        realm.admin().groups().group(id).roles().clientLevel(realmManagement()).add(List.of(role(STAFF)));
        return id;
    }

    private RoleRepresentation role(String name) {
        return realm.admin().clients().get(realmManagement()).roles().get(name).toRepresentation();
    }

    private String realmManagement() {
        return realm.admin().clients().findByClientId("realm-management").get(0).getId();
    }
}

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
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("A mapper of an identity provider that settings name as the vendor's")
final class VendorMapperIT {

    private static final String STAFF = "assume-accounts";
    private static final String DECIDERS = "manage-account-assumption";
    private static final String SESSIONS = "impersonation/sessions";

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final TenantSettings settings;
    private final TrustedRealm realms;
    private final TestUser there;

    VendorMapperIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.settings = TenantSettings.of(tenant.adasApi());
        this.realms = TrustedRealm.of(realm, admin, Map.of("syncMode", "FORCE", "trustEmail", "true"));
        this.there = realms.trusted().user("victor-" + UUID.randomUUID());
    }

    @AfterEach
    void leaveTheRealmAsItWas() {
        settings.reset();
        realms.close();
    }

    @Test
    void makes_staff_at_the_first_login_who_may_what_a_grant_allows_and_no_more() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management." + STAFF));

        AdminApi victor = login();

        assertThat(holds(STAFF)).isTrue();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", victorHere()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "ROLE_GIVEN")
                        .containsEntry("DETAIL", "assume-accounts by identity provider " + TrustedRealm.ALIAS));
        assertThat(victor.post(SESSIONS, wish()).errorKey()).isEqualTo("grant-required");
        assertThat(tenant.adasApi().post(Tenant.GRANTS, tenant.wish("P1D")).status())
                .isEqualTo(201);
        assertThat(victor.post(SESSIONS, wish()).status()).isEqualTo(201);
        assertThat(victor.post(Tenant.GRANTS, tenant.wish("P1D")).status()).isEqualTo(403);
    }

    @Test
    void makes_staff_at_a_later_login() {
        login();
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management." + STAFF));

        login();

        assertThat(holds(STAFF)).isTrue();
    }

    @Test
    void makes_staff_by_a_group() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        mapper("oidc-hardcoded-group-idp-mapper", Map.of("group", "/" + groupOfStaff()));

        login();

        assertThat(holds(STAFF)).isTrue();
    }

    @Test
    void gives_no_other_role_of_ours() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management." + DECIDERS));

        login();

        assertThat(holds(DECIDERS)).isFalse();
        assertRefusalInTrail();
    }

    @Test
    void gives_nothing_as_long_as_settings_name_another_provider_only() {
        settings.change(Map.of("vendorIdentityProviders", List.of(People.identityProvider(realm))));
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management." + STAFF));

        AdminApi victor = login();

        assertThat(holds(STAFF)).isFalse();
        assertRefusalInTrail();
        assertThat(victor.post(SESSIONS, wish()).status()).isEqualTo(403);
    }

    private Map<String, String> wish() {
        return Map.of("user", tenant.alice().username(), "reason", "ticket 42");
    }

    private void mapper(String type, Map<String, String> config) {
        var mapper = new IdentityProviderMapperRepresentation();
        mapper.setName("mapper");
        mapper.setIdentityProviderAlias(TrustedRealm.ALIAS);
        mapper.setIdentityProviderMapper(type);
        Map<String, String> whole = new HashMap<>(config);
        whole.put("syncMode", "INHERIT");
        mapper.setConfig(whole);
        realm.admin()
                .identityProviders()
                .get(TrustedRealm.ALIAS)
                .addMapper(mapper)
                .close();
    }

    /** He comes with his account at the vendor's. */
    private AdminApi login() {
        TestClient client = Scene.app(realm, "brokered-" + UUID.randomUUID(), representation -> {});
        try (BrowserContext his = tenant.scene().otherBrowser()) {
            AppInBrowser app = new AppInBrowser(realm, client, his);
            app.openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
            app.fillIn(there);
            return AdminApi.of(realm, app.tokens().accessToken());
        }
    }

    private String victorHere() {
        return realm.admin()
                .users()
                .searchByUsername(there.username(), true)
                .get(0)
                .getId();
    }

    private boolean holds(String role) {
        return realm.admin().users().get(victorHere()).roles().clientLevel(realmManagement()).listEffective().stream()
                .anyMatch(held -> held.getName().equals(role));
    }

    private String groupOfStaff() {
        var group = new GroupRepresentation();
        group.setName("staff-" + tenant.scene().number());
        try (Response created = realm.admin().groups().add(group)) {
            RoleRepresentation role = realm.admin()
                    .clients()
                    .get(realmManagement())
                    .roles()
                    .get(STAFF)
                    .toRepresentation();
            realm.admin()
                    .groups()
                    .group(CreatedResponseUtil.getCreatedId(created))
                    .roles()
                    .clientLevel(realmManagement())
                    .add(List.of(role));
        }
        return group.getName();
    }

    private String realmManagement() {
        return realm.admin().clients().findByClientId("realm-management").get(0).getId();
    }

    private void assertRefusalInTrail() {
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", victorHere()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "role-not-yours-to-give")
                        .doesNotContainKey("ACTOR_ID"));
    }
}

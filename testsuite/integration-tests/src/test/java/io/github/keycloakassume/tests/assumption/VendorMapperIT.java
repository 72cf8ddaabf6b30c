package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("A mapper of an identity provider that settings name as the vendor's")
final class VendorMapperIT {

    private static final String STAFF = BrokeredVendor.STAFF;
    private static final String DECIDERS = "manage-account-assumption";
    private static final String SESSIONS = "impersonation/sessions";

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final TenantSettings settings;
    private final BrokeredVendor vendor;

    VendorMapperIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.settings = TenantSettings.of(tenant.adasApi());
        this.vendor = new BrokeredVendor(realm, admin, tenant);
    }

    @AfterEach
    void leaveTheRealmAsItWas() {
        settings.reset();
        vendor.close();
    }

    @Test
    void makes_staff_at_the_first_login_who_may_what_a_grant_allows_and_no_more() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        vendor.staffMapper();

        AdminApi victor = vendor.login();

        assertThat(vendor.holds(STAFF)).isTrue();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", vendor.here()))
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
        vendor.login();
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        vendor.staffMapper();

        vendor.login();

        assertThat(vendor.holds(STAFF)).isTrue();
    }

    @Test
    void makes_staff_by_a_group() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        vendor.mapper("oidc-hardcoded-group-idp-mapper", Map.of("group", "/" + vendor.groupOfStaff()));

        vendor.login();

        assertThat(vendor.holds(STAFF)).isTrue();
    }

    @Test
    void gives_no_other_role_of_ours() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        vendor.mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management." + DECIDERS));

        vendor.login();

        assertThat(vendor.holds(DECIDERS)).isFalse();
        assertRefusalInTrail();
    }

    @Test
    void gives_nothing_as_long_as_settings_name_another_provider_only() {
        settings.change(Map.of("vendorIdentityProviders", List.of(People.identityProvider(realm))));
        vendor.staffMapper();

        AdminApi victor = vendor.login();

        assertThat(vendor.holds(STAFF)).isFalse();
        assertRefusalInTrail();
        assertThat(victor.post(SESSIONS, wish()).status()).isEqualTo(403);
    }

    private Map<String, String> wish() {
        return Map.of("user", tenant.alice().username(), "reason", "ticket 42");
    }

    private void assertRefusalInTrail() {
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", vendor.here()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "role-not-yours-to-give")
                        .doesNotContainKey("ACTOR_ID"));
    }
}

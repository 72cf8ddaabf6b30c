package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;

@KeycloakTest
@DisplayName("A user of an identity provider that settings name as the vendor's")
final class VendorMemoryIT {

    private static final String VENDOR = "vendor-may-not-decide";
    private static final Map<String, List<String>> NAMED =
            Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS));

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final TenantSettings settings;
    private final TrustedRealm realms;
    private final TestUser victor;

    VendorMemoryIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.settings = TenantSettings.of(tenant.adasApi());
        this.victor = tenant.user(
                "victor", "manage-account-assumption", "manage-identity-providers", "manage-users", "manage-realm");
        this.realms = TrustedRealm.of(realm, admin, Map.of());
    }

    @AfterEach
    void leaveTheRealmAsItWas() {
        settings.reset();
        if (realm.admin().identityProviders().findAll().stream()
                .noneMatch(provider -> provider.getAlias().equals(TrustedRealm.ALIAS))) {
            People.identityProvider(realm, TrustedRealm.ALIAS);
        }
        realms.close();
    }

    @ParameterizedTest
    @EnumSource
    void stays_vendor_whatever_they_do_to_the_provider_and_the_link(WayToShed way) {
        realms.link(victor, realms.trusted().user("victor-there"));
        settings.change(NAMED);

        try (Keycloak api = realm.adminClient(way.isRefusedToOneself() ? accomplice() : victor)) {
            way.take(realm, api, victor.id());
        }

        assertDecidesNothing();
        assertStaysNamed();
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE_THE_PROVIDER", "UNLINK_THE_USER"})
    void stays_vendor_who_was_linked_after_it_was_named(WayToShed way) {
        settings.change(NAMED);
        realms.link(victor, realms.trusted().user("victor-there"));

        try (Keycloak api = realm.adminClient(way.isRefusedToOneself() ? accomplice() : victor)) {
            way.take(realm, api, victor.id());
        }

        assertDecidesNothing();
    }

    @Test
    void stays_vendor_who_was_created_with_the_link() {
        settings.change(NAMED);
        var link = new FederatedIdentityRepresentation();
        link.setIdentityProvider(TrustedRealm.ALIAS);
        link.setUserId("there");
        link.setUserName("there");
        TestUser valerie = realm.user(
                "valerie-" + tenant.scene().number(),
                user -> user.setFederatedIdentities(List.of(link)),
                "manage-account-assumption");

        realm.admin().identityProviders().get(TrustedRealm.ALIAS).remove();

        assertThat(tenant.api(valerie).post(Tenant.GRANTS, tenant.wish("P1D")).errorKey())
                .isEqualTo(VENDOR);
    }

    @Test
    void does_not_take_the_provider_out_of_the_settings() {
        realms.link(victor, realms.trusted().user("victor-there"));
        settings.change(NAMED);
        realm.admin().identityProviders().get(TrustedRealm.ALIAS).remove();

        assertThat(TenantSettings.of(tenant.api(victor)).put(Map.of()).errorKey())
                .isEqualTo(VENDOR);

        assertDecidesNothing();
        assertStaysNamed();
    }

    @Test
    void is_vendor_no_more_once_somebody_who_decides_no_longer_names_it() {
        realms.link(victor, realms.trusted().user("victor-there"));
        settings.change(NAMED);
        realm.admin().identityProviders().get(TrustedRealm.ALIAS).remove();
        assertDecidesNothing();

        settings.reset();

        AdminApi.Answer given = tenant.api(victor).post(Tenant.GRANTS, tenant.wish("P1D"));
        assertThat(given.status()).as("%s", given.body()).isEqualTo(201);
        assertThat(rows.of("ASSUME_VENDOR", "USER_ID", victor.id())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void stays_vendor_who_is_removed_and_comes_back_with_the_same_id(WayBack way) {
        realms.link(victor, realms.trusted().user("victor-there"));
        settings.change(NAMED);

        way.take(realm, accomplice(), victor);

        assertThat(realm.admin().users().get(victor.id()).getFederatedIdentity())
                .isEmpty();
        realm.grant(victor, "realm-management", "manage-account-assumption");
        assertDecidesNothing();
        assertThat(rows.of("ASSUME_VENDOR", "USER_ID", victor.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("PROVIDER", TrustedRealm.ALIAS));
    }

    @Test
    void lets_the_settings_be_changed_that_name_a_provider_that_is_gone() {
        settings.change(NAMED);
        realm.admin().identityProviders().get(TrustedRealm.ALIAS).remove();

        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS), "requestLapse", 7200));

        assertStaysNamed();
        assertThat(settings.put(Map.of("vendorIdentityProviders", List.of("never-there")))
                        .errorKey())
                .isEqualTo("setting-invalid");
    }

    private TestUser accomplice() {
        return tenant.user("accomplice", "manage-identity-providers", "manage-users", "manage-realm");
    }

    private void assertDecidesNothing() {
        AdminApi.Answer refused = tenant.api(victor).post(Tenant.GRANTS, tenant.wish("P1D"));
        assertThat(refused.status()).as("%s", refused.body()).isEqualTo(403);
        assertThat(refused.errorKey()).isEqualTo(VENDOR);
        assertThat(tenant.account(victor)
                        .post("me/grants", Map.of("duration", "P1D"))
                        .errorKey())
                .isEqualTo(VENDOR);
        story.assertOutOfReach(tenant.alice());
    }

    private void assertStaysNamed() {
        assertThat(tenant.adasApi().get(Tenant.SETTINGS).body().path("vendorIdentityProviders"))
                .extracting(JsonNode::asText)
                .containsExactly(TrustedRealm.ALIAS);
    }
}

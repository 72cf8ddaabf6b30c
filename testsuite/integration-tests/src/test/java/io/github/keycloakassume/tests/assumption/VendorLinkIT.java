package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Delegation;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Who is linked to a vendor's identity provider")
final class VendorLinkIT {

    private final RealmFixture realm;
    private final Tenant tenant;
    private final TenantSettings settings;
    private final TestUser victor;
    private final TrustedRealm realms;

    VendorLinkIT(RealmFixture realm, Keycloak admin, Browser browser) {
        this.realm = realm;
        this.tenant = Tenant.with(realm, browser);
        this.settings = TenantSettings.of(tenant.adasApi());
        this.victor = tenant.user("victor", "manage-account-assumption");
        this.realms = TrustedRealm.of(realm, admin, Map.of());
        realms.link(victor, realms.trusted().user("victor-there"));
    }

    @AfterEach
    void leaveTheRealmAsItWas() {
        settings.reset();
        realms.close();
    }

    @Test
    void stays_so_whatever_he_does_himself() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));

        assertThat(unlinkHimself()).isEqualTo(403);

        assertThat(links()).isEqualTo(1);
        assertThat(tenant.api(victor).post(Tenant.GRANTS, tenant.wish("P1D")).errorKey())
                .isEqualTo("vendor-may-not-decide");
    }

    @Test
    void is_unlinked_by_an_administrator() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));

        realm.admin().users().get(victor.id()).removeFederatedIdentity(TrustedRealm.ALIAS);

        assertThat(links()).isZero();
    }

    @Test
    void unlinks_himself_where_the_provider_is_not_the_vendors() {
        assertThat(unlinkHimself()).isEqualTo(204);

        assertThat(links()).isZero();
    }

    /** Being linked once makes a user vendor, who decides nothing: those who decide cannot do that to each other. */
    @ParameterizedTest
    @ValueSource(strings = {"manage-users", "manage-users manage-account-assumption"})
    void is_linked_by_administrators_of_the_realm_alone(String roles) {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        TestUser dora = tenant.user("dora", "manage-account-assumption");
        TestUser clerk = tenant.user("clerk", roles.split(" "));

        AdminApi.Answer answer = tenant.api(clerk)
                .post(
                        "users/" + dora.id() + "/federated-identity/" + TrustedRealm.ALIAS,
                        Map.of("userId", "there", "userName", "there"));

        assertThat(answer.errorKey()).isEqualTo("not-allowed");
        assertThat(realm.admin().users().get(dora.id()).getFederatedIdentity()).isEmpty();
        assertThat(tenant.api(dora).post(Tenant.GRANTS, tenant.wish("P1D")).status())
                .isEqualTo(201);
    }

    /** The administrator might link and unlink them; who acts with a token of theirs is not they. */
    @Test
    void is_neither_linked_nor_unlinked_with_a_token_of_an_administrators_delegation() {
        settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
        TestUser chief = tenant.user("chief", "realm-admin");
        TestUser dora = tenant.user("dora", "manage-account-assumption");
        AdminApi api = AdminApi.of(realm, new Delegation(realm, tenant.scene().client()).token(chief, victor));

        AdminApi.Answer linked = api.post(
                "users/" + dora.id() + "/federated-identity/" + TrustedRealm.ALIAS,
                Map.of("userId", "there", "userName", "there"));
        AdminApi.Answer unlinked = api.delete("users/" + victor.id() + "/federated-identity/" + TrustedRealm.ALIAS);

        assertThat(linked.errorKey()).isEqualTo("not-allowed");
        assertThat(realm.admin().users().get(dora.id()).getFederatedIdentity()).isEmpty();
        assertThat(tenant.api(dora).post(Tenant.GRANTS, tenant.wish("P1D")).status())
                .isEqualTo(201);
        assertThat(unlinked.errorKey()).isEqualTo("not-allowed");
        assertThat(links()).isEqualTo(1);
    }

    /** Others may have linked them before, and they could not undo it. */
    @Test
    void does_not_name_the_provider_for_the_first_time() {
        TestUser dora = tenant.user("dora", "manage-account-assumption");
        realms.link(dora, realms.trusted().user("dora-there"));

        AdminApi.Answer answer =
                TenantSettings.of(tenant.api(dora)).put(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));

        assertThat(answer.errorKey()).isEqualTo("setting-invalid");
        assertThat(tenant.api(dora).post(Tenant.GRANTS, tenant.wish("P1D")).status())
                .isEqualTo(201);
    }

    private int unlinkHimself() {
        return AccountApi.of(realm, tenant.token(victor)).delete("linked-accounts/" + TrustedRealm.ALIAS);
    }

    private int links() {
        return realm.admin().users().get(victor.id()).getFederatedIdentity().size();
    }
}

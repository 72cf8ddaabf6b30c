package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("An application that nobody has named for it")
final class OwnSayTokenIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;

    OwnSayTokenIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
    }

    @Test
    void does_not_let_the_vendor_in_with_its_users_token() {
        AdminApi.Answer refused = api(tenant.alice()).post("me/grants", Map.of("duration", "indefinite"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorKey()).isEqualTo("not-allowed");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).isEmpty();
        assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");
    }

    @Test
    void does_not_decide_for_an_organization_with_its_administrators_token() {
        Organization acme = Organization.in(realm, tenant).with(tenant.alice());
        TestUser olga = acme.administrator();

        AdminApi.Answer refused = api(olga).post(acme.at("/grants"), Map.of("duration", "indefinite"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", acme.id())).isEmpty();
        assertThat(tenant.account(olga).get(acme.at("")).status()).isEqualTo(200);
    }

    @Test
    void does_not_decide_by_what_it_says_of_itself() {
        ClientRepresentation client =
                realm.admin().clients().get(tenant.scene().client().id()).toRepresentation();
        client.getAttributes().put("assume.own-say", "allow");
        realm.admin().clients().get(client.getId()).update(client);

        AdminApi.Answer refused = api(tenant.alice()).post("me/grants", Map.of("duration", "indefinite"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");
    }

    @Test
    void does_not_decide_under_the_client_id_that_one_had_that_was_named() {
        String clientId = "named-" + UUID.randomUUID();
        TestClient named = realm.client(clientId);
        TenantSettings settings = TenantSettings.of(tenant.adasApi());
        settings.change(Map.of("decidingClients", List.of(clientId, "programs")));
        AdminApi.Answer before = apiOf(named).post("me/grants", Map.of("duration", "PT10M"));
        assertThat(before.status()).as("as long as it is there").isEqualTo(201);
        realm.admin().clients().get(named.id()).remove();

        TestClient newcomer = realm.client(clientId, client -> client.setId(named.id()));
        AdminApi.Answer after = apiOf(newcomer).post("me/grants", Map.of("duration", "indefinite"));

        assertThat(after.status()).isEqualTo(403);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).hasSize(1);
    }

    @Test
    void may_show_its_user_how_his_account_stands() {
        assertThat(api(tenant.alice()).get("me").status()).isEqualTo(200);
    }

    private AdminApi apiOf(TestClient application) {
        return AdminApi.ofAccount(
                realm, realm.tokens().password(application, tenant.alice()).accessToken());
    }

    private AdminApi api(TestUser user) {
        return AdminApi.ofAccount(
                realm, realm.tokens().password(tenant.scene().client(), user).accessToken());
    }
}

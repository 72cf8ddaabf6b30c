package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
    void may_show_its_user_how_his_account_stands() {
        assertThat(api(tenant.alice()).get("me").status()).isEqualTo(200);
    }

    private AdminApi api(TestUser user) {
        return AdminApi.ofAccount(
                realm, realm.tokens().password(tenant.scene().client(), user).accessToken());
    }
}

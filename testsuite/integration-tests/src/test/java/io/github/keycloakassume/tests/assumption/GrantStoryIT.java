package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A vendor's agent")
final class GrantStoryIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;

    GrantStoryIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
    }

    @Test
    void becomes_nobody_before_anybody_has_granted_it() {
        AdminApi.Answer refused = tenant.scene().request(tenant.alice());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorKey()).isEqualTo("grant-required");
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", tenant.alice().id()))
                .isEmpty();
    }

    @Test
    void becomes_whom_the_tenant_has_granted_him_and_every_token_names_the_grant() {
        String grant = tenant.grantAlice();

        tenant.scene().becomeAlice();

        TokenAnswer tokens = tenant.scene().app().singleSignOn();
        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("sub", tenant.alice().id())
                .extractingByKey("impersonation")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("grant", grant);
    }

    @Test
    void is_out_at_once_when_the_grant_is_revoked() {
        String grant = tenant.grantAlice();
        String id = tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();

        AdminApi.Answer revoked = tenant.revoke(grant);

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body().path("state").asText()).isEqualTo("revoked");
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), tokens.refreshToken())
                        .status())
                .isEqualTo(400);
        await().untilAsserted(() -> assertThat(
                        realm.tokens().userInfo(tokens.accessToken()).status())
                .isEqualTo(401));
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("END_CAUSE"));
        assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");
    }

    @Test
    void ends_no_later_than_the_grant() {
        AdminApi.Answer granted = tenant.adasApi().post(Tenant.GRANTS, tenant.wish("PT10M"));

        AdminApi.Answer requested = tenant.scene().request(tenant.alice());

        assertThat(requested.body().path("endsAt").asLong())
                .isLessThanOrEqualTo(granted.body().path("endsAt").asLong());
        assertThat(requested.body().path("grant").asText())
                .isEqualTo(granted.body().path("id").asText());
    }

    @Test
    void hears_the_same_of_users_who_are_not_granted_and_of_those_who_do_not_exist() {
        AdminApi.Answer ofNobody =
                tenant.agentsApi().post("impersonation/sessions", Map.of("user", "nobody-at-all", "reason", "because"));
        AdminApi.Answer ofAlice = tenant.scene().request(tenant.alice());

        assertThat(ofNobody.status()).isEqualTo(ofAlice.status());
        assertThat(ofNobody.response().body()).isEqualTo(ofAlice.response().body());
    }
}

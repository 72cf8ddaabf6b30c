package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("An agent who is a user under a grant is out")
final class RemovalEndsImpersonationIT {

    private final RealmFixture realm;
    private final Tenant tenant;

    RemovalEndsImpersonationIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.tenant = Tenant.with(realm, browser);
    }

    @Test
    void when_the_user_leaves_the_organization_that_has_granted_it() {
        String organization = People.organization(realm, tenant.alice());
        tenant.grant(Map.of("scope", "organization", "organization", organization, "duration", "P1D"));

        assertOutAfter(() -> realm.admin()
                .organizations()
                .get(organization)
                .members()
                .member(tenant.alice().id())
                .delete()
                .close());
    }

    @Test
    void when_the_organization_that_has_granted_it_is_removed() {
        String organization = People.organization(realm, tenant.alice());
        tenant.grant(Map.of("scope", "organization", "organization", organization, "duration", "P1D"));

        assertOutAfter(
                () -> realm.admin().organizations().get(organization).delete().close());
    }

    @Test
    void when_the_role_that_the_user_had_to_hold_is_removed() {
        String role = "assumable-" + tenant.scene().number();
        realm.grantRealmRole(tenant.alice(), role);
        realm.admin().roles().create(new RoleRepresentation("left-" + role, "", false));
        tenant.grant(Map.of("scope", "realm", "duration", "P1D", "subjectRoles", List.of(role, "left-" + role)));

        assertOutAfter(() -> realm.admin().roles().deleteRole(role));
    }

    private void assertOutAfter(Runnable removal) {
        tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();
        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(200);

        removal.run();

        await().untilAsserted(() -> assertThat(
                        realm.tokens().userInfo(tokens.accessToken()).status())
                .isEqualTo(401));
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), tokens.refreshToken())
                        .status())
                .isEqualTo(400);
        AdminApi.Answer again = tenant.scene().request(tenant.alice());
        assertThat(again.errorKey()).isEqualTo("grant-required");
    }
}

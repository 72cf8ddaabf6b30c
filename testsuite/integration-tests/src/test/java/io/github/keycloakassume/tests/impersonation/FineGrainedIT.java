package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.GroupRepresentation;

@KeycloakTest
@DisplayName("Somebody without any role, by fine-grained permission")
final class FineGrainedIT {

    private final RealmFixture realm;
    private final FineGrainedPermissions permissions;
    private final Scene scene;

    FineGrainedIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.permissions = FineGrainedPermissions.in(realm);
        this.scene = Scene.withAgentRoles(realm, browser);
    }

    @AfterEach
    void closePermissions() {
        permissions.close();
    }

    @Test
    void to_impersonate_all_users_becomes_any_of_them() {
        permissions.impersonateAllUsers(permissions.only(scene.agent()));

        scene.becomeAlice();

        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.alice().id())
                .containsKeys("act", "impersonation");
    }

    @Test
    void to_impersonate_one_user_becomes_her_and_nobody_else() {
        TestUser bob = realm.user("bob-" + scene.number());
        permissions.impersonate(scene.alice(), permissions.only(scene.agent()));

        assertRefused(bob);
        scene.becomeAlice();

        assertThat(scene.status())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username());
    }

    @Test
    void to_impersonate_one_user_becomes_her_by_keycloaks_own_button_too() {
        permissions.impersonate(scene.alice(), permissions.only(scene.agent()));

        StockButton.of(scene, realm).start(scene.alice());

        assertThat(scene.status())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username());
    }

    @Test
    void to_impersonate_members_of_a_group_becomes_a_member_and_nobody_else() {
        permissions.impersonateMembers(groupOf(scene.alice()), permissions.only(scene.agent()));

        assertRefused(realm.user("bob-" + scene.number()));
        scene.becomeAlice();

        assertThat(scene.status())
                .contains("\"impersonating\":true")
                .contains(scene.alice().username());
    }

    @Test
    void none_of_his_own_becomes_nobody() {
        permissions.impersonateAllUsers(permissions.only(realm.user("bob-" + scene.number())));

        assertRefused(scene.alice());
    }

    @Test
    void becomes_nobody_whom_another_policy_of_it_denies_him() {
        permissions.impersonate(scene.alice(), permissions.only(scene.agent()), permissions.allBut(scene.agent()));

        assertRefused(scene.alice());
    }

    @Test
    void becomes_nobody_whom_a_narrower_permission_denies_him() {
        permissions.impersonateAllUsers(permissions.only(scene.agent()));
        permissions.impersonate(scene.alice(), permissions.allBut(scene.agent()));

        assertRefused(scene.alice());
    }

    /** Keycloak evaluates against the user to be impersonated where its own code names a requesting client. */
    @Test
    void is_judged_himself_and_not_the_user_whom_he_would_become() {
        permissions.impersonateAllUsers(permissions.only(scene.alice()));

        assertRefused(scene.alice());
    }

    @Test
    void that_is_taken_away_before_he_confirms_becomes_nobody() {
        String permission = permissions.impersonate(scene.alice(), permissions.only(scene.agent()));
        scene.page().navigate(scene.startUrl());
        permissions.remove(permission);

        scene.confirm();

        assertThat(scene.page().locator("#kc-error-message")).isVisible();
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        assertNoSession(scene.alice());
    }

    @Test
    void that_is_taken_away_meanwhile_is_out_at_the_next_refresh() {
        String permission = permissions.impersonate(scene.alice(), permissions.only(scene.agent()));
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), tokens.refreshToken());
        assertThat(refreshed.status()).as("before").isEqualTo(200);
        permissions.remove(permission);

        assertThat(realm.tokens()
                        .refresh(scene.client(), refreshed.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(scene.app().open().locator("#username, #assume-ended").first())
                .isVisible();
        assertNoSession(scene.alice());
    }

    private void assertRefused(TestUser subject) {
        AdminApi.Answer answer = scene.request(subject);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("impersonation-not-allowed");
        assertThat(answer.body().has("startUrl")).isFalse();
        assertNoSession(subject);
    }

    private void assertNoSession(TestUser subject) {
        assertThat(realm.admin().users().get(subject.id()).getUserSessions()).isEmpty();
    }

    private String groupOf(TestUser member) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName("customers-" + scene.number());
        try (Response response = realm.admin().groups().add(group)) {
            String id = CreatedResponseUtil.getCreatedId(response);
            realm.admin().users().get(member.id()).joinGroup(id);
            return id;
        }
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("A required action of the user")
final class RequiredActionsIT {

    private final RealmFixture realm;
    private final Browser browser;

    RequiredActionsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE_PASSWORD",
                "CONFIGURE_TOTP",
                "UPDATE_PROFILE",
                "VERIFY_EMAIL",
                "webauthn-register",
                "CONFIGURE_RECOVERY_AUTHN_CODES",
            })
    void stays_pending_and_does_not_block_the_one_who_is_him(String action) {
        Scene scene = Scene.with(realm, browser);
        require(scene, action);
        scene.becomeAlice();

        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.alice().id())
                .containsKeys("act", "impersonation");

        assertThat(alice(scene).toRepresentation().getRequiredActions()).containsExactly(action);
    }

    @Test
    void keeps_the_impersonation_on_its_one_session() {
        Scene scene = Scene.with(realm, browser);
        require(scene, "UPDATE_PASSWORD");
        scene.becomeAlice();

        scene.app().singleSignOn();

        assertThat(alice(scene).getUserSessions()).hasSize(1);
    }

    @Test
    void is_not_put_on_him_by_the_one_who_is_him() {
        Scene scene = Scene.with(realm, browser);
        UserRepresentation unverified = alice(scene).toRepresentation();
        unverified.setEmailVerified(false);
        alice(scene).update(unverified);
        realm.update(settings -> settings.setVerifyEmail(true));
        scene.becomeAlice();

        assertThat(scene.app().singleSignOn().status()).isEqualTo(200);

        assertThat(alice(scene).toRepresentation().getRequiredActions()).isEmpty();
        realm.update(settings -> settings.setVerifyEmail(false));
    }

    @Test
    void is_there_for_himself_at_his_own_login() {
        Scene scene = Scene.with(realm, browser);
        require(scene, "UPDATE_PASSWORD");
        scene.becomeAlice();
        scene.app().singleSignOn();
        try (BrowserContext alices = scene.otherBrowser()) {
            AppInBrowser app = scene.appIn(alices);
            Page page = app.open();
            app.fillIn(scene.alice());

            assertThat(page.locator("#password-new").isVisible()).isTrue();
        }
    }

    @Test
    void of_a_kind_that_is_not_keycloaks_own_is_shown_to_nobody_but_himself() {
        Scene scene = Scene.with(realm, browser);
        realm.registerRequiredAction("testbed-action");
        require(scene, "testbed-action");
        scene.becomeAlice();

        Page page = scene.app().open();

        assertThat(page.content())
                .contains("Only the user can change this account")
                .doesNotContain("testbed-page");
        assertThat(alice(scene).toRepresentation().getRequiredActions()).containsExactly("testbed-action");
    }

    private void require(Scene scene, String action) {
        UserRepresentation representation = alice(scene).toRepresentation();
        representation.setRequiredActions(List.of(action));
        alice(scene).update(representation);
    }

    private UserResource alice(Scene scene) {
        return realm.admin().users().get(scene.alice().id());
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** As when cookies are cleared in part; Keycloak's authentication session still has the id of the impersonated session. */
@KeycloakTest
@DisplayName("A login in the browser of an impersonation that has lost its identity cookie")
final class LostIdentityIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    LostIdentityIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void ends_the_impersonation_and_is_that_of_the_user_who_logs_in() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number());
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        browser.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("KEYCLOAK_IDENTITY"));

        scene.app().open();
        scene.page().locator("#assume-login").click();
        scene.app().fillIn(bob);

        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", bob.id())
                .doesNotContainKeys("act", "impersonation");
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "LOGGED_OUT"));
    }
}

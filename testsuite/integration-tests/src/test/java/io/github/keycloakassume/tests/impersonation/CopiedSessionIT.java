package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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

/** Keycloak makes a session again after a second page of a login, and copies its notes. */
@KeycloakTest
@DisplayName("A session with a note that points to an impersonation which runs in another session")
final class CopiedSessionIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    CopiedSessionIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void of_the_same_user_gets_nothing_and_both_are_ended() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        try (BrowserContext other = scene.otherBrowser()) {
            TokenAnswer copy = pointing(scene, other, scene.alice(), id);

            assertThat(realm.tokens().userInfo(copy.accessToken()).status()).isEqualTo(401);
            assertThat(realm.tokens()
                            .refresh(scene.client(), copy.refreshToken())
                            .body())
                    .doesNotContainKey("access_token");

            assertThat(scene.appIn(other).open().locator("#username")).isVisible();
        }
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "SESSION_COPIED"));
    }

    @Test
    void of_the_same_user_gets_nothing_after_the_end_either() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.revert();
        try (BrowserContext other = scene.otherBrowser()) {
            TokenAnswer copy = pointing(scene, other, scene.alice(), id);

            assertThat(realm.tokens()
                            .refresh(scene.client(), copy.refreshToken())
                            .body())
                    .doesNotContainKey("access_token");
        }
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    @Test
    void of_another_user_is_that_users_ordinary_session() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("pointed-bob-" + scene.number());
        String id = scene.becomeAlice();
        try (BrowserContext other = scene.otherBrowser()) {
            TokenAnswer tokens = pointing(scene, other, bob, id);

            TokenAnswer refreshed = realm.tokens().refresh(scene.client(), tokens.refreshToken());

            assertThat(TokenEndpoint.claims(refreshed.accessToken()))
                    .containsEntry("sub", bob.id())
                    .doesNotContainKeys("act", "impersonation");
            assertThat(scene.status(other)).isEqualTo("{\"impersonating\":false}");
            realm.tokens().logout(scene.client(), refreshed.refreshToken());
        }
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    private TokenAnswer pointing(Scene scene, BrowserContext other, TestUser user, String id) {
        TokenAnswer tokens = scene.appIn(other).login(user);
        realm.note(String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid")), "assume.impersonation", id);
        return tokens;
    }
}

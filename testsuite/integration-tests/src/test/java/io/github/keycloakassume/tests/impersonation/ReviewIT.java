package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("A running impersonation ends, at the next refresh and single sign-on, when")
final class ReviewIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    ReviewIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void the_impersonators_own_session_is_removed() {
        assertEndsWhen(scene -> user(scene.agent()).logout(), "IMPERSONATOR_GONE");
    }

    @Test
    void the_impersonator_is_disabled() {
        assertEndsWhen(scene -> disable(scene.agent()), "IMPERSONATOR_GONE");
    }

    @Test
    void the_impersonator_loses_his_right() {
        assertEndsWhen(scene -> realm.revoke(scene.agent(), "realm-management", "impersonation"), "NO_LONGER_ALLOWED");
    }

    @Test
    void the_user_becomes_an_administrator() {
        assertEndsWhen(scene -> realm.grant(scene.alice(), "realm-management", "manage-users"), "NO_LONGER_ALLOWED");
    }

    @Test
    void not_when_an_application_closes_itself_to_impersonated_users_but_that_one_gets_nothing_more() {
        Scene scene = Scene.with(realm, browser);
        TestClient other = Scene.app(realm, "other-" + scene.number(), client -> {});
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        TokenAnswer elsewhere = new AppInBrowser(realm, other, browser.context()).singleSignOn();
        assertThat(realm.tokens().userInfo(tokens.accessToken()).status())
                .as("before")
                .isEqualTo(200);

        var resource = realm.admin().clients().get(scene.client().id());
        ClientRepresentation client = resource.toRepresentation();
        client.getAttributes().put("assume.impersonation", "deny");
        resource.update(client);

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(realm.tokens()
                        .introspect(scene.client(), tokens.accessToken())
                        .body())
                .containsEntry("active", false);
        assertThat(scene.app().open().url()).contains("error=access_denied");
        assertThat(realm.tokens().refresh(other, elsewhere.refreshToken()).status())
                .isEqualTo(200);
    }

    private void assertEndsWhen(Consumer<Scene> change, String cause) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), tokens.refreshToken());
        assertThat(refreshed.status()).as("before").isEqualTo(200);

        change.accept(scene);

        assertThat(realm.tokens()
                        .refresh(scene.client(), refreshed.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(scene.app().open().locator("#assume-ended")).isVisible();
        await().untilAsserted(
                        () -> assertThat(user(scene.alice()).getUserSessions()).isEmpty());
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause));
    }

    private void disable(TestUser agent) {
        UserRepresentation representation = user(agent).toRepresentation();
        representation.setEnabled(false);
        user(agent).update(representation);
    }

    private UserResource user(TestUser user) {
        return realm.admin().users().get(user.id());
    }
}

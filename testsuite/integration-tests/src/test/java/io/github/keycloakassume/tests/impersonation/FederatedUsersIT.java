package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("With users that live in a storage outside of Keycloak")
final class FederatedUsersIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final Browser browser;
    private final String storage;
    private final int number = NUMBER.incrementAndGet();
    private boolean connected = true;

    FederatedUsersIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
        this.storage = realm.federate();
    }

    @AfterEach
    void disconnect() {
        if (connected) {
            connected = false;
            realm.admin().components().component(storage).remove();
        }
    }

    @Test
    void one_of_them_can_be_impersonated_and_left_again(Rows rows) {
        TestUser alice = realm.federatedUser(storage, "alice-" + number);
        Scene scene = Scene.of(realm, browser, realm.user("local-agent-" + number, "impersonation"), alice);

        String id = scene.becomeAlice();

        assertImpersonates(scene, scene.app().singleSignOn());
        scene.revert();
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKey("act");
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("SUBJECT_ID", alice.id()).containsEntry("END_CAUSE", "REVERTED"));
    }

    @Test
    void one_of_them_is_found_by_id_username_and_address() {
        TestUser alice = realm.federatedUser(storage, "alice-" + number);
        Scene scene = Scene.of(realm, browser, realm.user("local-agent-" + number, "impersonation"), alice);

        for (String name : new String[] {alice.id(), alice.username(), alice.email()}) {
            assertThat(scene.agentApi()
                            .post(Scene.SESSIONS, Map.of("user", name, "reason", Scene.REASON))
                            .body()
                            .at("/user/id")
                            .asText())
                    .as(name)
                    .isEqualTo(alice.id());
        }
    }

    @Test
    void one_of_them_can_impersonate_if_he_has_the_right() {
        TestUser agent = realm.federatedUser(storage, "agent-" + number, "impersonation");
        Scene scene = Scene.of(realm, browser, agent, realm.user("local-alice-" + number));

        scene.becomeAlice();

        TokenAnswer tokens = scene.app().singleSignOn();
        assertImpersonates(scene, tokens);
        assertImpersonates(scene, realm.tokens().refresh(scene.client(), tokens.refreshToken()));
    }

    @Test
    void one_of_them_cannot_impersonate_without_the_right() {
        TestUser agent = realm.federatedUser(storage, "nobody-" + number);
        Scene scene = Scene.of(realm, browser, agent, realm.user("local-alice-" + number));

        assertThat(scene.request(scene.alice()).status()).isEqualTo(403);
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    @Test
    void nobody_is_impersonated_any_more_when_the_storage_is_gone() {
        TestUser alice = realm.federatedUser(storage, "alice-" + number);
        Scene scene = Scene.of(realm, browser, realm.user("local-agent-" + number, "impersonation"), alice);
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        disconnect();

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(scene.app().open().locator("#assume-ended")).isVisible();
    }

    @Test
    void nobody_impersonates_any_more_when_the_storage_is_gone() {
        TestUser agent = realm.federatedUser(storage, "agent-" + number, "impersonation");
        Scene scene = Scene.of(realm, browser, agent, realm.user("local-alice-" + number));
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        disconnect();

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(scene.app().open().locator("#assume-ended")).isVisible();
    }

    private static void assertImpersonates(Scene scene, TokenAnswer tokens) {
        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("sub", scene.alice().id())
                .containsKey("impersonation")
                .extractingByKey("act", as(MAP))
                .containsEntry("sub", scene.agent().id());
    }
}

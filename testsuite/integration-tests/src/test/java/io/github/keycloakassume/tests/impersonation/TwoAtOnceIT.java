package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Two at once:")
final class TwoAtOnceIT {

    private final RealmFixture realm;
    private final Browser browser;

    TwoAtOnceIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void one_person_is_somebody_else_in_each_of_two_browsers_and_comes_back_in_one() {
        Scene scene = Scene.with(realm, browser);
        TestUser bob = realm.user("bob-" + scene.number());
        try (BrowserContext second = scene.otherBrowser()) {
            TokenAnswer own = scene.appIn(second).login(scene.agent());
            String asBob = become(bob, second, AdminApi.of(realm, own.accessToken()), scene);
            String asAlice = scene.becomeAlice();
            Sealed.assertToken(scene.appIn(second).singleSignOn().accessToken(), scene, asBob);
            Sealed.assertToken(scene.app().singleSignOn().accessToken(), scene, asAlice);

            scene.revert();

            assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
            TokenAnswer still = scene.appIn(second).singleSignOn();
            assertThat(sub(still)).isEqualTo(bob.id());
            Sealed.assertToken(still.accessToken(), scene, asBob);
        }
    }

    @Test
    void two_people_are_the_same_user_and_one_comes_back() {
        Scene scene = Scene.with(realm, browser);
        TestUser carla = realm.user("carla-" + scene.number(), "impersonation");
        try (BrowserContext carlas = scene.otherBrowser()) {
            TokenAnswer own = scene.appIn(carlas).login(carla);
            become(scene.alice(), carlas, AdminApi.of(realm, own.accessToken()), scene);
            scene.becomeAlice();

            scene.revert();

            TokenAnswer tokens = scene.appIn(carlas).singleSignOn();
            assertThat(sub(tokens)).isEqualTo(scene.alice().id());
            assertThat(TokenEndpoint.claims(tokens.accessToken()).get("act"))
                    .isInstanceOfSatisfying(
                            Map.class,
                            act -> assertThat(((Map<?, ?>) act).get("sub")).isEqualTo(carla.id()));
            assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                    .hasSize(1);
        }
    }

    @Test
    void the_user_logs_in_and_out_meanwhile_and_nobody_is_thrown_out() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer impersonated = scene.app().singleSignOn();
        try (BrowserContext alices = scene.otherBrowser()) {
            TokenAnswer own = scene.appIn(alices).login(scene.alice());
            assertThat(TokenEndpoint.claims(own.accessToken()))
                    .containsEntry("sub", scene.alice().id())
                    .doesNotContainKeys("act", "impersonation");
            assertThat(scene.status(alices)).isEqualTo("{\"impersonating\":false}");

            logOut(alices, own);
        }

        TokenAnswer refreshed = realm.tokens().refresh(scene.client(), impersonated.refreshToken());
        Sealed.assertToken(refreshed.accessToken(), scene, id);
        Sealed.assertToken(scene.app().singleSignOn().accessToken(), scene, id);
    }

    @Test
    void the_impersonation_ends_and_the_user_stays_logged_in() {
        Scene scene = Scene.with(realm, browser);
        try (BrowserContext alices = scene.otherBrowser()) {
            TokenAnswer own = scene.appIn(alices).login(scene.alice());
            scene.becomeAlice();
            scene.app().singleSignOn();

            scene.revert();

            TokenAnswer refreshed = realm.tokens().refresh(scene.client(), own.refreshToken());
            assertThat(TokenEndpoint.claims(refreshed.accessToken()))
                    .containsEntry("sub", scene.alice().id())
                    .doesNotContainKeys("act", "impersonation");
        }
    }

    @Test
    void the_user_signs_out_everywhere_and_with_that_out_of_the_impersonation_but_not_the_agent() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer impersonated = scene.app().singleSignOn();
        try (BrowserContext alices = scene.otherBrowser()) {
            TokenAnswer own = scene.appIn(alices).login(scene.alice());

            int status = AccountApi.of(realm, own.accessToken()).delete("sessions?current=true");

            assertThat(status).isEqualTo(204);
        }
        assertThat(realm.tokens()
                        .refresh(scene.client(), impersonated.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(realm.tokens()
                        .refresh(scene.client(), scene.agentTokens().refreshToken())
                        .status())
                .isEqualTo(200);
    }

    private String become(TestUser subject, BrowserContext context, AdminApi api, Scene scene) {
        AdminApi.Answer requested = api.post(Scene.SESSIONS, scene.wish(subject));
        Page page = context.pages().get(0);
        page.navigate(requested.body().path("startUrl").asText());
        page.locator("#assume-confirm").click();
        page.waitForURL(AppInBrowser.HOME);
        return requested.body().path("id").asText();
    }

    private void logOut(BrowserContext context, TokenAnswer tokens) {
        Page page = context.pages().get(0);
        page.navigate(URI.create(realm.url() + "/protocol/openid-connect/logout?id_token_hint=" + tokens.idToken())
                .toString());
        page.locator("#kc-page-title").waitFor();
    }

    private static Object sub(TokenAnswer tokens) {
        return TokenEndpoint.claims(tokens.accessToken()).getOrDefault("sub", "");
    }
}

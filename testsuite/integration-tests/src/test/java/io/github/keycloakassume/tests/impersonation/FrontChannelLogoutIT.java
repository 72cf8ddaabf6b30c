package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Request;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.SamlApp;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An application that is told of logouts in the browser")
final class FrontChannelLogoutIT {

    private static final String LOGOUT = AppPages.address("/front-channel-logout");

    private final RealmFixture realm;
    private final Browser browser;

    FrontChannelLogoutIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_told_when_the_impersonator_comes_back() {
        Scene scene = Scene.with(realm, browser);
        List<String> told = told(scene);
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, application(scene), browser.context()).singleSignOn();
        assertThat(told).as("before").isEmpty();

        scene.revert();

        assertThat(told)
                .singleElement()
                .satisfies(address -> assertThat(RedirectAnswer.of(address).parameters())
                        .containsEntry(
                                "sid",
                                String.valueOf(TokenEndpoint.claims(tokens.accessToken())
                                        .get("sid")))
                        .containsEntry("iss", realm.url().toString()));
        assertThat(scene.page().url()).as("gone on").isEqualTo(AppInBrowser.HOME);
        assertIsTheAgent(scene);
    }

    @Test
    void is_told_by_saml_too() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = SamlApp.start(realm, "saml-front-" + scene.number(), client -> {});
                SamlApp posted = SamlApp.start(
                        realm,
                        "saml-post-" + scene.number(),
                        client -> client.getAttributes()
                                .put(
                                        "saml_single_logout_service_url_post",
                                        client.getAttributes().remove("saml_single_logout_service_url_redirect")))) {
            scene.becomeAlice();
            for (SamlApp entered : List.of(app, posted)) {
                SamlApp.Request request = entered.login();
                scene.page().navigate(request.address());
                scene.page().waitForURL(entered.addresses().arrival());
                assertThat(entered.loggedIn(request).nameId())
                        .isEqualTo(scene.alice().username());
            }

            scene.revert();

            app.awaitLogoutInBrowser();
            assertThat(posted.awaitPostedLogout()).contains(scene.alice().username());
            assertThat(scene.page().url()).isEqualTo(AppInBrowser.HOME);
        }
    }

    @Test
    void is_told_when_another_application_logs_the_user_out() {
        Scene scene = Scene.with(realm, browser);
        List<String> told = told(scene);
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, application(scene), browser.context()).singleSignOn();

        scene.page()
                .navigate(realm.url() + "/protocol/openid-connect/logout?id_token_hint=" + tokens.idToken()
                        + "&post_logout_redirect_uri=" + AppInBrowser.HOME);
        scene.page().waitForURL(AppInBrowser.HOME);

        assertThat(told).hasSize(1);
    }

    @Test
    void keeps_no_one_from_coming_back_though_it_never_answers() throws IOException {
        Scene scene = Scene.with(realm, browser);
        // Connections are made, and nothing comes.
        try (ServerSocket silent = new ServerSocket(0)) {
            TestClient client = application(scene, "http://localhost:" + silent.getLocalPort() + "/never");
            scene.becomeAlice();
            new AppInBrowser(realm, client, browser.context()).singleSignOn();

            scene.revert();

            assertIsTheAgent(scene);
        }
    }

    @Test
    void is_not_told_by_a_script_and_keeps_no_one_from_coming_back() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = application(scene);
        realm.changeByImport(
                client,
                changed -> changed.getAttributes()
                        .put("frontchannel.logout.url", "javascript:void(parent.document.title='taken')"));
        scene.becomeAlice();
        new AppInBrowser(realm, client, browser.context()).singleSignOn();

        APIResponse answer = scene.postRevert(browser.context());

        assertThat(answer.status()).as("no page with a frame").isEqualTo(303);
        assertThat(answer.text()).doesNotContain("javascript:void");
        assertIsTheAgent(scene);
    }

    private static void assertIsTheAgent(Scene scene) {
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKey("act");
    }

    private TestClient application(Scene scene) {
        return application(scene, LOGOUT);
    }

    private TestClient application(Scene scene, String logout) {
        return Scene.app(realm, "front-" + scene.number(), client -> {
            client.setFrontchannelLogout(true);
            Map<String, String> attributes = new HashMap<>();
            attributes.put("frontchannel.logout.url", logout);
            attributes.put("frontchannel.logout.session.required", "true");
            attributes.put("post.logout.redirect.uris", AppPages.address("/*"));
            client.setAttributes(attributes);
        });
    }

    /** The addresses of logouts that this browser loads from now on. */
    private static List<String> told(Scene scene) {
        List<String> told = new CopyOnWriteArrayList<>();
        scene.page().onRequest(request -> note(told, request));
        return told;
    }

    private static void note(List<String> told, Request request) {
        if (request.url().startsWith(LOGOUT)) {
            told.add(request.url());
        }
    }
}

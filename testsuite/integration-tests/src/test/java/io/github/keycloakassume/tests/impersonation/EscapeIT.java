package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.UserRepresentation;

/** Facts: after a second page Keycloak looks the user session up by the authentication session's id, or opens one. */
@KeycloakTest
@DisplayName("An impersonator who plants another authentication session into a login with a second page")
final class EscapeIT {

    private final RealmFixture realm;
    private final Browser browser;

    EscapeIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void stays_in_the_one_impersonated_session() {
        Scene scene = Scene.with(realm, browser);
        pendingAction(scene);
        List<Cookie> planted = authenticationSessionOfAnotherBrowser(scene);
        scene.becomeAlice();
        TokenAnswer before = scene.app().singleSignOn();

        browser.context().addCookies(planted);
        TokenAnswer tokens = scene.app().singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("sid", TokenEndpoint.claims(before.accessToken()).get("sid"))
                .containsKeys("act", "impersonation");
        assertThat(alice(scene).getUserSessions()).hasSize(1);
    }

    @Test
    void has_nothing_left_after_the_end() {
        Scene scene = Scene.with(realm, browser);
        pendingAction(scene);
        List<Cookie> planted = authenticationSessionOfAnotherBrowser(scene);
        String id = scene.becomeAlice();
        browser.context().addCookies(planted);
        TokenAnswer tokens = scene.app().singleSignOn();

        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).error())
                .isEqualTo("invalid_grant");
        assertThat(alice(scene).getUserSessions()).isEmpty();
    }

    @Test
    void gets_no_assertion_of_a_saml_login() {
        Scene scene = Scene.with(realm, browser);
        pendingAction(scene);
        String saml = samlClient(scene);
        List<Cookie> planted = authenticationSessionOfAnotherBrowser(scene);
        scene.becomeAlice();
        scene.page().navigate(saml);
        // Without planting the answer posts itself to the application.
        scene.page().waitForURL(AppInBrowser.HOME);

        browser.context().addCookies(planted);
        scene.page().navigate(saml);

        assertThat(scene.page().content()).contains("This login was begun in another place");
        assertThat(alice(scene).getUserSessions()).hasSize(1);
    }

    /** The address of an identity-provider-initiated login, whose answer the application takes at its home page. */
    private String samlClient(Scene scene) {
        Scene.app(realm, "saml-" + scene.number(), client -> {
            client.setProtocol("saml");
            client.setProtocolMappers(List.of());
            client.setAttributes(Map.of(
                    "saml_idp_initiated_sso_url_name",
                    "saml-" + scene.number(),
                    "saml_assertion_consumer_url_post",
                    AppInBrowser.HOME,
                    "saml.client.signature",
                    "false"));
        });
        return realm.url() + "/protocol/saml/clients/saml-" + scene.number();
    }

    /** It makes Keycloak redirect in the middle of the login, and forget the session that the cookie attached. */
    private void pendingAction(Scene scene) {
        UserRepresentation representation = alice(scene).toRepresentation();
        representation.setRequiredActions(List.of("UPDATE_PASSWORD"));
        alice(scene).update(representation);
    }

    private static List<Cookie> authenticationSessionOfAnotherBrowser(Scene scene) {
        try (BrowserContext other = scene.otherBrowser()) {
            scene.appIn(other).open();
            return other.cookies().stream()
                    .filter(cookie -> cookie.name.equals("AUTH_SESSION_ID"))
                    .toList();
        }
    }

    private UserResource alice(Scene scene) {
        return realm.admin().users().get(scene.alice().id());
    }
}

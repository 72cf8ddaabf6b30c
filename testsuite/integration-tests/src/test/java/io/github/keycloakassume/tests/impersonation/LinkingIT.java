package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** Applications may start the linking themselves on this server: deprecated and off by default, but still there. */
@KeycloakTest(options = "--spi-login-protocol--openid-connect--allow-client-initiated-account-linking=true")
@DisplayName("An identity provider")
final class LinkingIT {

    private static final String NONCE = "nonce";

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;

    private Scene scene;
    private TrustedRealm realms;
    private TestUser mallory;

    LinkingIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        realms = TrustedRealm.of(realm, admin, Map.of());
        mallory = realms.trusted().user("mallory");
    }

    @AfterEach
    void removeTheOtherRealm() {
        realms.close();
    }

    @Test
    void is_not_linked_to_an_account_by_somebody_else(Rows rows) {
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        openLink(scene.page(), tokens);

        assertThat(scene.page().locator("#kc-page-title")).containsText("Not while you act as another user");
        assertThat(realms.links(scene.alice())).isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("impersonated");
        assertThat(scene.app().singleSignOn().status())
                .as("and the impersonation goes on")
                .isEqualTo(200);
    }

    @Test
    void is_linked_by_the_user_himself() {
        try (BrowserContext alices = scene.otherBrowser()) {
            TokenAnswer tokens = scene.appIn(alices).login(scene.alice());

            link(alices.pages().get(0), tokens);

            alices.pages().get(0).waitForURL(url -> url.startsWith(AppInBrowser.CALLBACK));
        }
        assertThat(realms.links(scene.alice())).hasSize(1);
    }

    @Test
    void is_not_linked_by_an_action_of_an_application_either() {
        scene.becomeAlice();

        scene.app().openWith("&kc_action=idp_link:" + TrustedRealm.ALIAS);

        assertThat(scene.page().url()).startsWith(AppInBrowser.CALLBACK).contains("error=access_denied");
        assertThat(realms.links(scene.alice())).isEmpty();
    }

    @Test
    void gives_its_tokens_for_a_user_to_nobody_else() {
        realm.grant(scene.alice(), "broker", "read-token");
        String own;
        try (BrowserContext alices = scene.otherBrowser()) {
            TokenAnswer tokens = scene.appIn(alices).login(scene.alice());
            link(alices.pages().get(0), tokens);
            alices.pages().get(0).waitForURL(url -> url.startsWith(AppInBrowser.CALLBACK));
            own = scene.appIn(alices).singleSignOn().accessToken();
        }
        assertThat(realm.brokerToken(TrustedRealm.ALIAS, own).body()).contains("access_token");
        scene.becomeAlice();
        String impersonated = scene.app().singleSignOn().accessToken();

        var answer = realm.brokerToken(TrustedRealm.ALIAS, impersonated);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("access_token");
    }

    private void link(Page page, TokenAnswer tokens) {
        openLink(page, tokens);
        page.locator("#username").fill(mallory.username());
        page.locator("#password").fill(mallory.password());
        page.locator("#kc-login").click();
    }

    /** As an application does it (Keycloak's Server Developer Guide, client-initiated account linking). */
    private void openLink(Page page, TokenAnswer tokens) {
        String session =
                String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid"));
        String client = scene.client().clientId();
        page.navigate(realm.url() + "/broker/" + TrustedRealm.ALIAS + "/link?client_id=" + client + "&redirect_uri="
                + AppInBrowser.CALLBACK + "&nonce=" + NONCE + "&hash="
                + hash(NONCE + session + client + TrustedRealm.ALIAS));
    }

    private static String hash(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

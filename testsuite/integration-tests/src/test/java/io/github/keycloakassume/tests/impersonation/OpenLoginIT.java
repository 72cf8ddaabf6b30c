package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keycloak's choice between organizations follows single sign-on, so that the login is known to be the user's already. */
@KeycloakTest
@DisplayName("A login with a page open, in the browser of an impersonator")
final class OpenLoginIT {

    private static final String IDENTITY = "KEYCLOAK_IDENTITY";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    OpenLoginIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    /** What the impersonator does to the cookie by which we know the browser. */
    enum IdentityCookie {
        KEPT {
            @Override
            void change(BrowserContext context) {}
        },
        DELETED {
            @Override
            void change(BrowserContext context) {
                context.clearCookies(new BrowserContext.ClearCookiesOptions().setName(IDENTITY));
            }
        },
        WITH_A_DOT_BEHIND_IT {
            @Override
            void change(BrowserContext context) {
                List<Cookie> identity = context.cookies().stream()
                        .filter(cookie -> cookie.name.equals(IDENTITY))
                        .toList();
                assertThat(identity).isNotEmpty();
                identity.forEach(cookie -> cookie.value += ".");
                context.addCookies(identity);
            }
        };

        abstract void change(BrowserContext context);
    }

    @ParameterizedTest
    @EnumSource
    void gives_no_consent_in_the_users_name(IdentityCookie cookie) {
        Scene scene = sceneOfTwoOrganizations();
        String id = scene.becomeAlice();
        Page page = scene.app().openScoped("&scope=openid%20organization");
        String action = page.locator("#kc-user-organizations")
                .locator("xpath=ancestor::form")
                .getAttribute("action");
        askForConsent(scene);
        cookie.change(browser.context());

        APIResponse answer = accept(action);

        assertThat(realm.admin().users().get(scene.alice().id()).getConsents()).isEmpty();
        assertThat(answer.url()).doesNotContain("code=");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("impersonated");
    }

    /** The consent page itself was never shown; its address and its code follow from those of the page that is open. */
    private APIResponse accept(String action) {
        Map<String, String> query = Arrays.stream(
                        URI.create(action).getRawQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
        String address = realm.url() + "/login-actions/consent?client_id=" + query.get("client_id") + "&tab_id="
                + query.get("tab_id") + "&client_data=" + query.get("client_data");
        return browser.context()
                .request()
                .post(
                        address,
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("code", String.valueOf(query.get("session_code")))
                                        .set("accept", "Yes")));
    }

    private void askForConsent(Scene scene) {
        var application = realm.admin().clients().get(scene.client().id());
        var settings = application.toRepresentation();
        settings.setConsentRequired(true);
        application.update(settings);
    }

    private Scene sceneOfTwoOrganizations() {
        Scene scene = Scene.with(realm, browser);
        TwoOrganizations.of(realm, scene.alice(), "open-" + scene.number());
        return scene;
    }
}

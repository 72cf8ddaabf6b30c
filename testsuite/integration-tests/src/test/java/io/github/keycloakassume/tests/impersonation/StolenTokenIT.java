package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the impersonator's browser, a thief of it has nothing. */
@KeycloakTest
@DisplayName("A stolen token of an impersonator, shown to Keycloak's own button,")
final class StolenTokenIT {

    private final RealmFixture realm;
    private final Scene scene;
    private final BrowserContext elsewhere;

    StolenTokenIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.scene = Scene.withAgentRoles(realm, browser, "realm-admin");
        this.elsewhere = scene.otherBrowser();
    }

    @AfterEach
    void closeTheBrowserElsewhere() {
        elsewhere.close();
    }

    /** The Admin Console's token too: what it was issued for is not what the browser is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gives_no_session_no_cookie_and_no_way_back(boolean ofTheConsole) {
        StockButton.Answer answer = new StockButton(realm, elsewhere, token(ofTheConsole)).press(scene.alice());
        Page page = elsewhere.newPage();

        page.navigate(answer.redirect());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.cookies()).isEmpty();
        assertThat(page.locator("#username").isVisible()).as("asks who it is").isTrue();
        assertThat(post("start", Map.of("ticket", ticket(answer), "stateChecker", "guessed")))
                .noneMatch(cookie -> cookie.startsWith("KEYCLOAK_IDENTITY") || cookie.startsWith("KEYCLOAK_ASSUME"));
        assertThat(post("revert", Map.of("return_to", AppInBrowser.HOME)))
                .noneMatch(cookie -> cookie.startsWith("KEYCLOAK_IDENTITY"));
        assertNoOneIsAlice();
    }

    @Test
    void gives_nothing_to_another_user_who_is_logged_in_there() {
        TestUser bob = realm.user("bob-" + scene.number(), "impersonation");
        AppInBrowser bobs = scene.appIn(elsewhere);
        bobs.login(bob);
        StockButton.Answer answer = new StockButton(realm, elsewhere, token(false)).press(scene.alice());

        bobs.page().navigate(answer.redirect());

        assertThat(bobs.page().content()).contains("This link was made for another person");
        assertNoOneIsAlice();
    }

    private String token(boolean ofTheConsole) {
        if (ofTheConsole) {
            return StockButton.ofConsole(scene, realm).accessToken();
        }
        TestClient narrow = realm.client("narrow-" + scene.number());
        realm.narrow(narrow, "impersonation");
        return realm.tokens().password(narrow, scene.agent()).accessToken();
    }

    private List<String> post(String resource, Map<String, String> form) {
        HttpResponse<String> answer = SimultaneousPosts.of(elsewhere)
                .send(realm.url() + "/impersonation/" + resource, form, 1)
                .get(0);
        return answer.headers().allValues("Set-Cookie");
    }

    private static String ticket(StockButton.Answer answer) {
        return answer.redirect().substring(answer.redirect().indexOf('=') + 1);
    }

    private void assertNoOneIsAlice() {
        assertThat(scene.status(elsewhere)).isEqualTo("{\"impersonating\":false}");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }
}

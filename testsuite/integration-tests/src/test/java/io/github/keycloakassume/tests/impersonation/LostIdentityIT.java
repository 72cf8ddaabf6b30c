package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The authentication session of the open page has the id of the impersonated session, so that without more the next login
 * in this browser, of any person, would be the user's ({@code AuthorizationEndpointBase}, {@code AuthenticationProcessor.attachSession}).
 */
@KeycloakTest
@DisplayName("An impersonation whose browser loses its identity cookie while a page of a login is open")
final class LostIdentityIT {

    private static final String IDENTITY = "KEYCLOAK_IDENTITY";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    LostIdentityIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @AfterEach
    void takeEveryTokenAgain() {
        realm.update(settings -> settings.setNotBefore(0));
    }

    @Test
    void ends_at_the_next_login_when_the_cookie_was_deleted() {
        Scene scene = withAPageOpen();

        browser.context().clearCookies(new ClearCookiesOptions().setName(IDENTITY));

        Page page = assertEnds(scene);
        assertThat(page.locator("#assume-back")).isVisible();
    }

    @Test
    void ends_at_the_next_login_when_the_realm_calls_back_all_that_was_issued_so_far() {
        Scene scene = withAPageOpen();

        realm.update(settings -> settings.setNotBefore(issuedAt() + 1));

        Page page = assertEnds(scene);
        assertThat(page.locator("#assume-ended-cause")).isVisible();
        assertThat(page.locator("#assume-back")).hasCount(0);
    }

    /** The page says that the application cannot be entered in read-only mode, in the middle of the login to it. */
    private Scene withAPageOpen() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceReadOnly();
        assertThat(scene.app().open().content()).contains("This application cannot be entered in read-only mode");
        return scene;
    }

    private int issuedAt() {
        return browser.context().cookies().stream()
                .filter(cookie -> cookie.name.equals(IDENTITY))
                .map(cookie -> (Number) TokenEndpoint.claims(cookie.value).get("iat"))
                .findFirst()
                .orElseThrow()
                .intValue();
    }

    private Page assertEnds(Scene scene) {
        TestClient another = Scene.app(realm, "another-" + scene.number(), client -> {});

        Page page = new AppInBrowser(realm, another, browser.context()).open();

        assertThat(page.locator("#assume-ended")).isVisible();
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "LOGGED_OUT"));
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        return page;
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An agent whom his browser remembers")
final class RememberMeIT {

    /** What Playwright says of cookies that go when the browser is closed. */
    private static final double SESSION_COOKIE = -1;

    private final RealmFixture realm;
    private final Browser browser;
    private Scene scene;

    RememberMeIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @BeforeEach
    void logInAndBeRemembered() {
        realm.update(settings -> settings.setRememberMe(true));
        scene = Scene.with(realm, browser);
        browser.context().clearCookies();
        Page page = scene.app().open();
        page.locator("#rememberMe").check();
        scene.app().fillIn(scene.agent());
        scene.app().tokens();
        assertThat(cookie("KEYCLOAK_IDENTITY"))
                .hasValueSatisfying(
                        cookie -> assertThat(cookie.expires).as("remembered").isGreaterThan(SESSION_COOKIE));
    }

    @Test
    void is_not_remembered_as_the_user() {
        scene.becomeAlice();
        scene.app().singleSignOn();

        assertThat(cookie("KEYCLOAK_IDENTITY"))
                .hasValueSatisfying(cookie -> assertThat(cookie.expires).isEqualTo(SESSION_COOKIE));
        assertThat(cookie("KEYCLOAK_REMEMBER_ME").map(cookie -> cookie.value).orElse(""))
                .doesNotContain(scene.alice().username());
    }

    @Test
    void is_remembered_again_once_he_is_back() {
        scene.becomeAlice();
        scene.app().singleSignOn();

        scene.revert();

        assertThat(cookie("KEYCLOAK_IDENTITY"))
                .hasValueSatisfying(cookie -> assertThat(cookie.expires).isGreaterThan(SESSION_COOKIE));
        assertThat(cookie("KEYCLOAK_REMEMBER_ME"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie.value).contains(scene.agent().username()));
    }

    private Optional<Cookie> cookie(String name) {
        return browser.context().cookies().stream()
                .filter(cookie -> cookie.name.equals(name))
                .findFirst();
    }
}

package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Pages that change who a browser is")
final class OurPagesIT {

    private final RealmFixture realm;
    private final Browser browser;

    OurPagesIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    /** As a realm may that shows its login form within another page. */
    @BeforeEach
    void letTheRealmBeFramed() {
        realm.update(settings -> settings.setBrowserSecurityHeaders(Map.of(
                "xFrameOptions", "", "contentSecurityPolicy", "frame-src 'self'", "referrerPolicy", "unsafe-url")));
    }

    @Test
    void refuse_to_be_framed_and_send_no_referrer_whatever_headers_the_realm_has_set(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        String start = scene.startUrl();

        assertClosed(scene.page().navigate(start));
        assertClosed(scene.page().navigate(realm.url() + "/impersonation/start?ticket=none"));
        assertClosed(scene.page().navigate(scene.revertUrl()));
        scene.becomeAliceFor(Duration.ofMinutes(10));
        assertClosed(scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME));
        assertClosed(scene.page().navigate(scene.revertUrl() + "?return_to=https://elsewhere.test/"));
        time.forward(Duration.ofMinutes(10));
        Response ended = scene.page()
                .waitForResponse(OurPagesIT::isLoginPage, () -> scene.app().open());
        assertThat(scene.page().locator("#assume-ended-cause")).isVisible();
        assertClosed(ended);
    }

    @Test
    void are_not_shown_in_a_frame_of_another_application() {
        Scene scene = Scene.with(realm, browser);
        String start = scene.startUrl();
        scene.page().navigate(AppInBrowser.HOME);

        scene.page()
                .evaluate(
                        "address => new Promise(done => { const frame = document.createElement('iframe');"
                                + " frame.onload = done; frame.src = address; document.body.append(frame); })",
                        start);

        assertThat(scene.page().frameLocator("iframe").locator("#assume-confirm"))
                .hasCount(0);
        scene.page().navigate(start);
        assertThat(scene.page().locator("#assume-confirm")).isVisible();
    }

    private static boolean isLoginPage(Response answer) {
        return answer.status() == 200 && answer.url().contains("/protocol/openid-connect/auth");
    }

    private static void assertClosed(Response answer) {
        assertThat(answer.headers())
                .as(answer.url())
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("referrer-policy", "no-referrer")
                .hasEntrySatisfying(
                        "cache-control", header -> assertThat(header).contains("no-store"))
                .containsEntry("x-content-type-options", "nosniff");
        assertThat(answer.headers().get("content-security-policy")).contains("frame-ancestors 'none'");
    }
}

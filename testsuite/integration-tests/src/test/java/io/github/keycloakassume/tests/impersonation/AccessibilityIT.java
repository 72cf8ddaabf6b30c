package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By axe-core's rules for levels A and AA of WCAG 2.1. */
@KeycloakTest
@DisplayName("People who see or hear pages in their own way can use those of an impersonation")
final class AccessibilityIT {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");
    private static final Duration LIFESPAN = Duration.ofMinutes(10);

    private final RealmFixture realm;
    private final Browser browser;

    AccessibilityIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void from_the_start_to_the_end(ColorScheme scheme, TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        Page page = scene.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));

        page.navigate(realm.url() + "/impersonation/start?ticket=none");
        assertUsable(page);
        page.navigate(scene.startUrl());
        assertThat(page.locator("#assume-confirm")).isVisible();
        assertUsable(page);
        scene.becomeAliceFor(LIFESPAN);
        page.navigate(scene.revertUrl());
        assertThat(page.locator("#assume-confirm")).isVisible();
        assertUsable(page);
        time.forward(LIFESPAN);
        scene.app().open();
        assertThat(page.locator("#assume-ended")).isVisible();
        assertUsable(page);
    }

    private static void assertUsable(Page page) {
        assertThat(new AxeBuilder(page).withTags(RULES).analyze().getViolations())
                .as(page.url())
                .allSatisfy(violation -> assertThat(violation.getNodes())
                        .as(violation.getId())
                        .extracting(node -> node.getTarget() + " " + node.getFailureSummary())
                        .isEmpty());
    }
}

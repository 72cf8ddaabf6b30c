package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A reader who chooses another language")
final class LanguageMenuIT {

    private final RealmFixture realm;
    private final Browser browser;

    LanguageMenuIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @BeforeEach
    void speakTwoLanguages() {
        realm.update(representation -> {
            representation.setInternationalizationEnabled(true);
            representation.setSupportedLocales(Set.of("en", "de"));
            representation.setDefaultLocale("en");
        });
    }

    @Test
    void sees_the_same_start_and_can_confirm_it() {
        Scene scene = Scene.with(realm, browser);
        Page page = scene.page();
        page.navigate(scene.startUrl());

        chooseGerman(page);

        assertThat(page.locator("#assume-way-back")).containsText("zurück");
        scene.confirm();
        page.waitForURL(AppInBrowser.HOME);
    }

    @Test
    void sees_the_same_way_back_and_comes_where_it_leads() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        Page page = scene.page();
        page.navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);

        chooseGerman(page);

        assertThat(page.locator("#assume-cancel")).containsText("Weiter als");
        scene.confirm();
        page.waitForURL(AppInBrowser.HOME);
    }

    private static void chooseGerman(Page page) {
        page.locator("select")
                .selectOption(page.locator("option", new Page.LocatorOptions().setHasText("Deutsch"))
                        .getAttribute("value"));
        page.waitForURL(address -> address.contains("kc_locale=de"));
    }
}

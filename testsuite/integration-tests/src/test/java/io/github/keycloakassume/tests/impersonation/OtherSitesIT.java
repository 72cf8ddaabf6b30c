package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All the forms of ours that change something, sent from another site by a browser that says so, with all that is secret in them. */
@KeycloakTest
@DisplayName("A form of another site that knows the secrets of our page")
final class OtherSitesIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    OtherSitesIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void starts_nothing() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        FormData form = FormData.create()
                .set("ticket", value(scene, "ticket"))
                .set("impersonation", value(scene, "impersonation"))
                .set("stateChecker", value(scene, "stateChecker"));

        assertThat(post(realm.url() + "/impersonation/start", form, "cross-site"))
                .isEqualTo(403);

        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        scene.confirm();
        assertThat(scene.status()).as("from its own page").contains("\"impersonating\":true");
    }

    @Test
    void does_not_return() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.page().navigate(scene.revertUrl());
        FormData form = FormData.create().set("stateChecker", value(scene, "stateChecker"));

        assertThat(post(scene.revertUrl(), form, "cross-site")).isEqualTo(403);

        assertThat(scene.status()).contains("\"impersonating\":true");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("cross-site-request");
        scene.confirm();
        assertThat(scene.status()).as("from its own page").isEqualTo("{\"impersonating\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void does_not_return_after_the_end(String site) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);

        assertThat(post(scene.revertUrl(), FormData.create(), site)).isEqualTo(403);

        assertThat(scene.app().open().locator("#assume-back")).hasCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assume-back", "assume-login"})
    void chooses_nothing_on_the_page_that_says_that_it_is_over(String button) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.agentApi().delete(Scene.SESSIONS + "/" + id);
        Page page = scene.app().open();
        var chosen = page.locator("#" + button);
        String action = (String) chosen.evaluate("button => button.form.action");
        FormData form = FormData.create();
        if (chosen.getAttribute("name") != null) {
            form.set(
                    chosen.getAttribute("name"),
                    chosen.getAttribute("value") == null ? "" : chosen.getAttribute("value"));
        }

        post(action, form, "cross-site");

        assertThat(scene.app().open().locator("#assume-back")).hasCount(1);
    }

    private int post(String address, FormData form, String site) {
        return browser.context()
                .request()
                .post(
                        address,
                        RequestOptions.create()
                                .setForm(form)
                                .setHeader("Sec-Fetch-Site", site)
                                .setMaxRedirects(0))
                .status();
    }

    private static String value(Scene scene, String field) {
        return scene.page().locator("input[name=" + field + "]").first().inputValue();
    }
}

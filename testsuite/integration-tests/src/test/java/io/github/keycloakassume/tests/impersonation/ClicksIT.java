package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A button that is clicked twice")
final class ClicksIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    ClicksIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void starts_one_impersonation_and_leads_to_the_application() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());

        scene.page().locator("#assume-confirm").dblclick();

        scene.page().waitForURL(AppInBrowser.HOME);
        assertThat(scene.status()).contains("\"impersonating\":true");
        assertStartedOnce(scene);
    }

    @Test
    void starts_one_impersonation_even_where_both_clicks_arrive_and_both_lead_to_the_application() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());
        post(scene, scene.page().url(), form);

        scene.page().navigate("about:blank");
        String second = post(scene, realm.url() + "/impersonation/start", form);

        assertThat(second).isEqualTo(AppInBrowser.HOME);
        assertThat(scene.status()).contains("\"impersonating\":true");
        assertStartedOnce(scene);
    }

    @Test
    void starts_one_impersonation_where_both_arrive_at_the_same_moment_and_both_are_given_the_same() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());

        List<HttpResponse<String>> answers = SimultaneousPosts.of(browser.context())
                .send(realm.url() + "/impersonation/start", Forms.hiddenFieldsOf(scene.page()), 2);

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(303);
        assertThat(answers)
                .extracting(answer -> answer.headers().firstValue("Location").orElse(""))
                .allMatch(address -> address.contains("/impersonation/start?impersonation="));
        assertThat(answers.stream().flatMap(ClicksIT::secrets)).isNotEmpty();
        assertThat(answers.stream().flatMap(ClicksIT::secrets).distinct()).hasSize(1);
        assertStartedOnce(scene);
    }

    @Test
    void returns_once_and_leads_to_the_application() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);

        scene.page().locator("#assume-confirm").dblclick();

        scene.page().waitForURL(AppInBrowser.HOME);
        assertIsHimselfAgain(scene);
        assertEndedOnce(id);
    }

    @Test
    void returns_once_even_where_both_clicks_arrive_and_both_lead_to_the_application() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());
        post(scene, scene.revertUrl(), form);

        String second = post(scene, scene.revertUrl(), form);

        assertThat(second).isEqualTo(AppInBrowser.HOME);
        assertIsHimselfAgain(scene);
        assertEndedOnce(id);
    }

    @Test
    void returns_once_where_both_arrive_at_the_same_moment() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);

        List<HttpResponse<String>> answers =
                SimultaneousPosts.of(browser.context()).send(scene.revertUrl(), Forms.hiddenFieldsOf(scene.page()), 2);

        assertThat(answers)
                .extracting(answer -> answer.headers().firstValue("Location").orElse(""))
                .map(address -> URLDecoder.decode(address, StandardCharsets.UTF_8))
                .anyMatch(address -> address.contains(AppInBrowser.HOME));
        assertThat(answers).extracting(HttpResponse::statusCode).allMatch(status -> status < 500);
        assertEndedOnce(id);
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
    }

    @Test
    void leads_to_no_address_that_no_application_has_registered() {
        Scene scene = Scene.with(realm, browser);

        String target = post(scene, scene.revertUrl(), Map.of("return_to", "https://evil.example/"));

        assertThat(target).startsWith(realm.url().toString());
    }

    /** Sends the form with the browser's cookies of now, and gives where that leads in the end. */
    private static String post(Scene scene, String address, Map<String, String> form) {
        FormData data = FormData.create();
        form.forEach(data::set);
        return scene.page()
                .context()
                .request()
                .post(address.replaceAll("\\?.*", ""), RequestOptions.create().setForm(data))
                .url();
    }

    private static Stream<String> secrets(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("KEYCLOAK_ASSUME="));
    }

    private void assertStartedOnce(Scene scene) {
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .hasSize(1);
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()).stream()
                        .filter(row -> "STARTED".equals(row.get("ACTION"))))
                .hasSize(1);
    }

    private void assertEndedOnce(String id) {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id).stream()
                        .filter(row -> "ENDED".equals(row.get("ACTION"))))
                .hasSize(1);
    }

    private static void assertIsHimselfAgain(Scene scene) {
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .doesNotContainKeys("act", "impersonation");
    }
}

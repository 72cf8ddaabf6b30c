package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to a return leads through an address of ours, with a proof that the next one has been verified. */
@KeycloakTest
@DisplayName("The link that follows a return")
final class ReturnProofIT {

    private static final String ELSEWHERE = "https://elsewhere.example/login";

    private final RealmFixture realm;
    private final Browser browser;

    ReturnProofIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void leads_to_no_address_that_the_impersonator_vouches_for() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        WayBackSecret secret = WayBackSecret.of(browser.context());
        comeBack(scene);
        String proof = WayBackSecret.derived(secret.hash(), "return." + ELSEWHERE);

        APIResponse answer = follow(browser.context(), link(scene, secret.impersonation(), ELSEWHERE, proof));

        assertThat(answer.headers().get("location")).startsWith(realm.url().toString());
    }

    @Test
    void is_good_for_the_address_that_was_verified_and_for_no_other_impersonation() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        String first = comeBack(scene);
        String id = scene.becomeAlice();
        comeBack(scene);
        String proof = first.substring(first.indexOf("proof=") + "proof=".length());

        APIResponse ofAnother = follow(browser.context(), link(scene, id, AppInBrowser.HOME, proof));

        assertThat(ofAnother.headers().get("location")).startsWith(realm.url().toString());
    }

    @Test
    void is_good_for_no_other_address() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        String next = comeBack(scene);
        String home = URLEncoder.encode(AppInBrowser.HOME, StandardCharsets.UTF_8);
        assertThat(next).as("the link of the answer").contains("return_to=" + home);

        APIResponse answer = follow(
                browser.context(),
                next.replace("return_to=" + home, "return_to=" + URLEncoder.encode(ELSEWHERE, StandardCharsets.UTF_8)));

        assertThat(answer.headers().get("location")).startsWith(realm.url().toString());
    }

    @Test
    void follows_no_form_that_is_the_answer_to_a_login() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        APIResponse answer = scene.postRevert(
                browser.context(), FormData.create().set("code", "1").set("iss", "2"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(scene.agentApi()
                        .get(Scene.SESSIONS + "/" + id)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void is_good_for_a_minute(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        String next = comeBack(scene);

        time.forward(Duration.ofSeconds(61));

        assertThat(follow(browser.context(), next).headers().get("location"))
                .startsWith(realm.url().toString());
    }

    @Test
    void leads_on_within_that_minute() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        String next = comeBack(scene);

        assertThat(follow(browser.context(), next).headers().get("location")).isEqualTo(AppInBrowser.HOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[bad uri", "%", "https://elsewhere.example/ with space"})
    void is_refused_with_what_is_no_address(String address) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        WayBackSecret secret = WayBackSecret.of(browser.context());
        assertThat(revert(scene, address).status()).isEqualTo(400);
        comeBack(scene);
        String proof = WayBackSecret.derived(secret.hash(), "return." + address);

        APIResponse answer = follow(browser.context(), link(scene, secret.impersonation(), address, proof));

        assertThat(answer.status()).isEqualTo(400);
    }

    /** Without following what comes next. */
    private String comeBack(Scene scene) {
        return revert(scene, AppInBrowser.HOME).headers().getOrDefault("location", "");
    }

    private APIResponse revert(Scene scene, String address) {
        return scene.postRevert(browser.context(), FormData.create().set("return_to", address));
    }

    private static APIResponse follow(BrowserContext context, String link) {
        return context.request().get(link, RequestOptions.create().setMaxRedirects(0));
    }

    private static String link(Scene scene, String impersonation, String address, String proof) {
        return scene.revertUrl() + "?impersonation=" + impersonation + "&proof=" + proof + "&return_to="
                + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }
}

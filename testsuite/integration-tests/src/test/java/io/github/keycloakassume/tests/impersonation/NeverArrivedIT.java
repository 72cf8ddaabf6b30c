package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("A start whose browser never comes")
final class NeverArrivedIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_MINUTE_LESS_THE_SWEEPERS_ROUNDS = Duration.ofSeconds(51);

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    NeverArrivedIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void ends_by_itself_within_a_minute_and_the_trail_and_the_user_are_told_why(
            TimeMachine time, Mailbox mailbox, Keycloak admin) {
        realm.sendMailTo(mailbox);
        RealmSettings.of(realm, admin).change(Map.of("notify", "both"));
        Scene scene = Scene.with(realm, browser);
        startWithoutAnswer(scene.startUrl());

        time.forward(A_MINUTE_LESS_THE_SWEEPERS_ROUNDS);

        assertEnds(scene.alice(), "NEVER_ARRIVED");
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("ACTION", "ENDED").containsEntry("DETAIL", "never-arrived"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                realm.admin().users().get(scene.alice().id()).getUserSessions())
                        .isEmpty());
        await().atMost(SOON).until(() -> mailbox.received(scene.alice().email()).size() == 2);
        assertThat(mailbox.received(scene.alice().email()).get(1).text()).contains("it was not used");
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void by_the_admin_consoles_button_ends_too(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        startWithoutAnswer(StockButton.of(scene, realm).press(scene.alice()).redirect());

        time.forward(A_MINUTE_LESS_THE_SWEEPERS_ROUNDS);

        assertEnds(scene.alice(), "NEVER_ARRIVED");
    }

    @Test
    void is_not_one_whose_browser_has_followed_the_answer_and_done_nothing_since(TimeMachine time) {
        Scene lost = Scene.with(realm, browser);
        startWithoutAnswer(lost.startUrl());
        browser.context().clearCookies();
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        time.forward(Duration.ofMinutes(2));

        assertEnds(lost.alice(), "NEVER_ARRIVED");
        assertGoesOn(scene);
    }

    @Test
    void is_not_one_whose_browser_came_by_single_sign_on_or_asked_for_its_status(TimeMachine time) {
        Scene asked = Scene.with(realm, browser);
        startWithoutFollowingTheAnswer(asked.startUrl());
        asked.status();

        time.forward(Duration.ofMinutes(2));

        assertThat(asked.app().singleSignOn().status()).isEqualTo(200);
        assertGoesOn(asked);
    }

    private void startWithoutAnswer(String startUrl) {
        browser.page().navigate(startUrl);
        SimultaneousPosts.of(browser.context()).send(startAddress(), Forms.hiddenFieldsOf(browser.page()), 1);
    }

    /** The browser has the cookies, and goes nowhere. */
    private void startWithoutFollowingTheAnswer(String startUrl) {
        browser.page().navigate(startUrl);
        FormData form = FormData.create();
        Forms.hiddenFieldsOf(browser.page()).forEach(form::set);
        APIResponse answer = browser.context()
                .request()
                .post(startAddress(), RequestOptions.create().setForm(form).setMaxRedirects(0));
        assertThat(answer.status()).isEqualTo(303);
    }

    private String startAddress() {
        return realm.url() + "/impersonation/start";
    }

    private void assertEnds(TestUser subject, String cause) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", subject.id()))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", cause)));
    }

    private void assertGoesOn(Scene scene) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKeys("ENDED_AT", "TAKE_BY"));
    }
}

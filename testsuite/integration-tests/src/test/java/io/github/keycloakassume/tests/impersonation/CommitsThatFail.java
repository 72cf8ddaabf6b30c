package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.HttpHeader;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** The database refuses the commit after all has been done and the answer has been made; each database has a class that says so. */
public abstract class CommitsThatFail {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final Mailbox mailbox;
    private final Keycloak admin;
    private final LogoutReceiver receiver = LogoutReceiver.start();

    protected CommitsThatFail(RealmFixture realm, Browser browser, Rows rows, Mailbox mailbox, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.mailbox = mailbox;
        this.admin = admin;
    }

    @BeforeEach
    void subjectsAreTold() {
        realm.sendMailTo(mailbox);
        RealmSettings.of(realm, admin).change(Map.of("notify", "both"));
    }

    @AfterEach
    void close() {
        receiver.close();
        RealmSettings.of(realm, admin).change(Map.of());
    }

    @Test
    void is_no_request_and_can_be_asked_for_again() {
        Scene scene = Scene.with(realm, browser);

        realm.whileCommitsFail(
                "REQUESTED",
                () -> assertThat(scene.request(scene.alice()).status()).isEqualTo(500));

        assertThat(impersonations(scene)).isEmpty();
        assertThat(scene.request(scene.alice()).status()).isEqualTo(201);
    }

    @Test
    void is_no_change_of_settings_and_can_be_made_again() {
        RealmSettings settings = RealmSettings.of(realm, admin);
        int before = settings.version();

        realm.whileCommitsFail(
                "SETTINGS_CHANGED",
                () -> assertThat(settings.put(Map.of("defaultLifespan", 900)).status())
                        .isEqualTo(500));

        assertThat(settings.version()).isEqualTo(before);
        assertThat(settings.put(Map.of("defaultLifespan", 900)).status()).isEqualTo(200);
    }

    @Test
    void is_no_start_and_the_same_browser_can_confirm_again() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());
        List<Object> before = impersonations(scene);

        realm.whileCommitsFail("STARTED", () -> {
            assertFailed(post(scene, realm.url() + "/impersonation/start", form));
        });

        assertThat(impersonations(scene)).isEqualTo(before);
        assertThat(scene.status()).isEqualTo("{\"impersonating\":false}");
        assertThat(mailbox.received(scene.alice().email())).isEmpty();
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @Test
    void is_no_request_by_the_admin_consoles_button_which_can_be_pressed_again() {
        Scene scene = Scene.with(realm, browser);
        StockButton button = StockButton.of(scene, realm);

        realm.whileCommitsFail("REQUESTED", () -> {
            StockButton.Answer answer = button.press(scene.alice());

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.cookies()).isEmpty();
        });

        assertThat(impersonations(scene)).isEmpty();
        button.start(scene.alice());
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @Test
    void is_no_way_back_and_the_same_browser_can_come_back_again() {
        Scene scene = running();
        TokenAnswer alices = hearing(scene).singleSignOn();
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());
        List<Object> before = impersonations(scene);

        realm.whileCommitsFail("ENDED", () -> {
            assertFailed(post(scene, scene.revertUrl(), form));
        });

        assertGoesOn(scene, before, alices);
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
        assertEndedOnce(scene, alices);
        assertIsTheAgent(scene);
    }

    @Test
    void is_no_revocation_and_can_be_revoked_again() {
        Scene scene = running();
        TokenAnswer alices = hearing(scene).singleSignOn();
        List<Object> before = impersonations(scene);

        realm.whileCommitsFail("ENDED", () -> {
            assertThat(revoke(scene).status()).isEqualTo(500);
        });

        assertGoesOn(scene, before, alices);
        assertThat(revoke(scene).status()).isEqualTo(204);
        assertEndedOnce(scene, alices);
    }

    @Test
    void is_no_extension_and_can_be_extended_again() {
        Scene scene = running();
        TokenAnswer alices = hearing(scene).singleSignOn();
        List<Object> before = impersonations(scene);
        Supplier<AdminApi.Answer> extend = () -> scene.agentApi()
                .post(Scene.SESSIONS + "/" + id(scene) + "/extend", Map.of("lifespan", 3000, "reason", "more"));

        realm.whileCommitsFail("EXTENDED", () -> {
            assertThat(extend.get().status()).isEqualTo(500);
        });

        assertGoesOn(scene, before, alices);
        assertThat(extend.get().status()).isEqualTo(200);
    }

    @Test
    void is_no_end_by_a_review_at_single_sign_on() {
        Scene scene = running();
        TokenAnswer alices = hearing(scene).singleSignOn();
        List<Object> before = impersonations(scene);

        realm.whileCommitsFail("ENDED", () -> {
            realm.revoke(scene.agent(), "realm-management", "impersonation");
            assertThat(scene.app().open().locator("#assume-ended-cause").count())
                    .isZero();

            assertThat(impersonations(scene)).isEqualTo(before);
            assertThat(receiver.received()).isEmpty();
            assertThat(endMails(scene)).isZero();
        });

        await().atMost(SOON).untilAsserted(() -> assertEndedOnce(scene, alices));
        scene.app().open().locator("#assume-back").click();
        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    @Test
    void is_no_end_by_time_and_is_tried_again(TimeMachine time) {
        Scene scene = running();
        TokenAnswer alices = hearing(scene).singleSignOn();
        List<Object> before = impersonations(scene);

        realm.whileCommitsFail("ENDED", () -> {
            time.forward(Duration.ofMinutes(31));
            assertThat(realm.tokens()
                            .refresh(scene.client(), alices.refreshToken())
                            .status())
                    .isEqualTo(400);

            assertThat(impersonations(scene)).isEqualTo(before);
            assertThat(receiver.received()).isEmpty();
            assertThat(endMails(scene)).isZero();
        });

        await().atMost(SOON).untilAsserted(() -> assertEndedOnce(scene, alices));
    }

    @Test
    void is_no_logout_of_the_user_and_the_same_browser_can_log_out_again() {
        Scene scene = running();
        AppInBrowser app = hearing(scene);
        TokenAnswer alices = app.singleSignOn();
        List<Object> before = impersonations(scene);

        realm.whileCommitsFail("ENDED", () -> {
            APIResponse answer = scene.page()
                    .context()
                    .request()
                    .get(
                            realm.url() + "/protocol/openid-connect/logout?id_token_hint=" + alices.idToken()
                                    + "&post_logout_redirect_uri=" + AppInBrowser.HOME,
                            RequestOptions.create().setMaxRedirects(0));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(cookiesOf(answer)).noneMatch(cookie -> cookie.startsWith("KEYCLOAK_ASSUME"));
        });

        assertThat(impersonations(scene)).isEqualTo(before);
        assertThat(endMails(scene)).isZero();
        app.logout(alices);
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "LOGGED_OUT"));
        assertIsTheAgent(scene);
    }

    @Test
    void is_no_logout_of_the_impersonator_and_ends_nothing_that_runs_from_there() {
        Scene scene = running();
        TokenAnswer alices = hearing(scene).singleSignOn();
        List<Object> before = impersonations(scene);

        realm.whileCommitsFail("ENDED", () -> {
            realm.tokens().logout(scene.client(), scene.agentTokens().refreshToken());

            assertThat(impersonations(scene)).isEqualTo(before);
            assertThat(receiver.received()).isEmpty();
        });

        realm.tokens().logout(scene.client(), scene.agentTokens().refreshToken());
        await().atMost(SOON).untilAsserted(() -> assertEndedOnce(scene, alices));
    }

    @Test
    void is_no_return_after_the_end_and_the_same_browser_can_return_again() {
        Scene scene = running();
        revoke(scene);
        scene.page().navigate(scene.revertUrl() + "?return_to=" + AppInBrowser.HOME);
        Map<String, String> form = Forms.hiddenFieldsOf(scene.page());

        realm.whileCommitsFail("ImpersonationEntity", () -> {
            assertFailed(post(scene, scene.revertUrl(), form));
        });

        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
        assertIsTheAgent(scene);
    }

    @Test
    void is_no_return_from_the_page_that_says_how_it_ended_and_the_same_browser_can_return_again() {
        Scene scene = running();
        revoke(scene);
        scene.app().open();
        String action = scene.page().locator("form").first().getAttribute("action");

        realm.whileCommitsFail("ImpersonationEntity", () -> {
            assertFailed(post(scene, action, Map.of("assume_choice", "back")));
        });

        scene.app().open().locator("#assume-back").click();
        assertThat(TokenEndpoint.claims(scene.app().tokens().accessToken()))
                .containsEntry("sub", scene.agent().id());
    }

    private Scene running() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        await().atMost(SOON)
                .until(() -> !mailbox.received(scene.alice().email()).isEmpty());
        return scene;
    }

    /** An application that wants to hear of logouts. */
    private AppInBrowser hearing(Scene scene) {
        TestClient client = Scene.app(
                realm,
                "hearing-" + scene.number(),
                application -> application.setAttributes(
                        Map.of("backchannel.logout.url", receiver.url(), "post.logout.redirect.uris", "+")));
        BrowserContext context = scene.page().context();
        return new AppInBrowser(realm, client, context);
    }

    private String id(Scene scene) {
        return rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()).stream()
                .map(row -> String.valueOf(row.get("ID")))
                .findFirst()
                .orElseThrow();
    }

    private AdminApi.Answer revoke(Scene scene) {
        return scene.agentApi().delete(Scene.SESSIONS + "/" + id(scene));
    }

    private List<Object> impersonations(Scene scene) {
        return List.copyOf(
                rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()));
    }

    private long endMails(Scene scene) {
        return mailbox.received(scene.alice().email()).size() - 1L;
    }

    private void assertGoesOn(Scene scene, List<Object> before, TokenAnswer alices) {
        assertThat(impersonations(scene)).isEqualTo(before);
        assertThat(receiver.received()).as("logouts").isEmpty();
        assertThat(endMails(scene)).as("mails of an end").isZero();
        assertThat(scene.status()).contains("\"impersonating\":true");
        assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isEqualTo(200);
    }

    private void assertEndedOnce(Scene scene, TokenAnswer alices) {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id(scene)))
                .extracting(row -> row.get("ACTION"))
                .containsOnlyOnce("ENDED");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(receiver.received()).as("logouts").hasSize(1));
        assertThat(realm.tokens().userInfo(alices.accessToken()).status()).isEqualTo(401);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                realm.admin().users().get(scene.alice().id()).getUserSessions())
                        .isEmpty());
        await().atMost(SOON).untilAsserted(() -> assertThat(endMails(scene)).isEqualTo(1));
    }

    private static void assertIsTheAgent(Scene scene) {
        assertThat(TokenEndpoint.claims(scene.app().singleSignOn().accessToken()))
                .containsEntry("sub", scene.agent().id())
                .containsEntry(
                        "sid",
                        TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"))
                .doesNotContainKeys("act", "impersonation");
    }

    private static APIResponse post(Scene scene, String address, Map<String, String> form) {
        FormData data = FormData.create();
        form.forEach(data::set);
        return scene.page()
                .context()
                .request()
                .post(address, RequestOptions.create().setForm(data).setMaxRedirects(0));
    }

    private static void assertFailed(APIResponse answer) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(cookiesOf(answer)).isEmpty();
    }

    private static List<String> cookiesOf(APIResponse answer) {
        return answer.headersArray().stream()
                .filter(header -> "set-cookie".equalsIgnoreCase(header.name))
                .map((HttpHeader header) -> header.value)
                .toList();
    }
}

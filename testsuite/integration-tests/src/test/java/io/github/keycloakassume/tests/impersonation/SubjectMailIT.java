package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

@KeycloakTest
@DisplayName("The subject of an impersonation is told by mail")
final class SubjectMailIT {

    private static final String STARTED = "Support is using your account";
    private static final String ENDED = "Support has stopped using your account";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final Browser browser;
    private final Mailbox mailbox;
    private final Rows rows;
    private final RealmSettings settings;

    SubjectMailIT(RealmFixture realm, Browser browser, Mailbox mailbox, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.mailbox = mailbox;
        this.rows = rows;
        this.settings = RealmSettings.of(realm, admin);
        realm.sendMailTo(mailbox);
        settings.change(Map.of("notify", "both"));
    }

    @ParameterizedTest
    @CsvSource({"never, false, false", "start, true, false", "end, false, true", "both, true, true"})
    void of_what_the_settings_say(String setting, boolean start, boolean end) {
        settings.change(Map.of("notify", setting));
        Scene scene = Scene.with(realm, browser);

        scene.becomeAlice();
        int afterStart = outbox(scene.alice()).size();
        scene.revert();

        // A mail is in the outbox when the request is answered, or never.
        assertThat(afterStart).isEqualTo(start ? 1 : 0);
        assertThat(outbox(scene.alice())).hasSize((start ? 1 : 0) + (end ? 1 : 0));
        awaitAll(scene.alice());
        assertThat(mailbox.received(scene.alice().email()))
                .extracting(Mail::subject)
                .containsExactlyInAnyOrderElementsOf(subjects(start, end));
    }

    @Test
    void who_it_is_since_when_until_when_and_why() {
        Scene scene = Scene.with(realm, browser);

        become(scene, Map.of("ticket", "HELP-42"));

        Mail mail = mailbox.await(scene.alice().email());
        assertThat(mail.subject()).isEqualTo(STARTED);
        for (String part : List.of(mail.text(), mail.html())) {
            assertThat(part)
                    .contains(
                            scene.agent().username() + " Test (" + scene.agent().username() + ")")
                    .contains(scene.alice().username())
                    .contains(Scene.REASON)
                    .contains("HELP-42")
                    .doesNotContain("assumeMail");
        }
        assertThat(mail.text()).containsPattern("Since: \\w+ \\d+, \\d{4}.+ UTC\\R");
        assertThat(mail.text()).containsPattern("Ends by itself: \\w+ \\d+, \\d{4}.+ UTC\\R");
        assertThat(mail.html()).containsPattern("Ends by itself</th><td>\\w+ \\d+, \\d{4}.+ UTC</td>");
    }

    @Test
    void that_it_began_with_keycloaks_own_button() {
        Scene scene = Scene.with(realm, browser);

        assertThat(StockButton.of(scene, realm).start(scene.alice()).status()).isEqualTo(200);

        assertThat(mailbox.await(scene.alice().email()).text())
                .contains(scene.agent().username())
                .contains("> Admin Console");
    }

    @Test
    void how_it_ended() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        scene.revert();

        Mail mail = awaitEnd(scene.alice());
        assertThat(mail.text())
                .contains("How it ended: that person has left your account")
                .contains(scene.agent().username())
                .contains("> " + Scene.REASON)
                .containsPattern("Since: .+ UTC\\R(.*\\R)*Ended: .+ UTC\\R");
        assertThat(mail.html()).contains("that person has left your account").contains(Scene.REASON);
    }

    @Test
    void that_its_time_was_over_though_nobody_did_anything(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAliceFor(Duration.ofMinutes(10));

        time.forward(Duration.ofMinutes(10));

        assertThat(awaitEnd(scene.alice()).text()).contains("How it ended: the time was over");
    }

    @Test
    void that_its_session_is_gone_though_nobody_is_left_to_know_the_servers_address(TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        mailbox.await(scene.alice().email());

        // Without an event: the review finds out, and has no session to ask for the address.
        realm.admin().users().get(scene.alice().id()).logout();
        time.forward(Duration.ofSeconds(10));

        assertThat(awaitEnd(scene.alice()).text()).contains("How it ended: it was logged out");
    }

    @Test
    void in_his_own_language_and_time_zone() {
        realm.update(representation -> {
            representation.setInternationalizationEnabled(true);
            representation.setSupportedLocales(Set.of("en", "de"));
            representation.setDefaultLocale("en");
        });
        UPConfig profile = realm.admin().users().userProfile().getConfiguration();
        profile.setUnmanagedAttributePolicy(UnmanagedAttributePolicy.ENABLED);
        realm.admin().users().userProfile().update(profile);
        TestUser erika = realm.user(
                "erika",
                user -> user.setAttributes(Map.of("locale", List.of("de"), "zoneinfo", List.of("Europe/Berlin"))));
        Scene scene = Scene.with(realm, browser);

        scene.become(erika);
        scene.revert();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mailbox.received(erika.email()))
                        .extracting(Mail::subject)
                        .containsExactlyInAnyOrder(
                                "Der Support benutzt Ihr Konto", "Der Support benutzt Ihr Konto nicht mehr"));
        assertThat(mailbox.received(erika.email())).allSatisfy(mail -> {
            assertThat(mail.text())
                    .contains("Angegebener Grund:")
                    .containsPattern("Seit: \\d+\\. \\p{L}+ \\d{4}.+\\(Europe/Berlin\\)\\R");
            assertThat(mail.html()).contains("Angegebener Grund").contains("lang=\"de\"");
        });
    }

    @Test
    void the_reason_as_text_and_nothing_else() {
        Scene scene = Scene.with(realm, browser);

        become(
                scene,
                Map.of(
                        "reason",
                        "<a href=\"https://evil.example\">click</a> ${msg('x')} ${assumeMailWho}\r\nWho: the king",
                        "ticket",
                        "<img src=x>"));

        Mail mail = mailbox.await(scene.alice().email());
        assertThat(mail.html())
                .contains("&lt;a href=&quot;https://evil.example&quot;&gt;click&lt;/a&gt;")
                .contains("${msg(")
                .contains("${assumeMailWho}")
                .contains("&lt;img src=x&gt;")
                .doesNotContain("<a ", "<img");
        assertThat(mail.text())
                .contains("> <a href=\"https://evil.example\">click</a> ${msg('x')} ${assumeMailWho}")
                .containsPattern("\\R> Who: the king\\R")
                .doesNotContainPattern("\\RWho: the king");
    }

    @Test
    void nothing_when_the_start_is_refused() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        realm.grant(scene.alice(), "realm-management", "manage-users");

        scene.confirm();

        assertThat(scene.page().content()).contains("This user has administration rights that you do not have.");
        assertThat(realm.admin().users().get(scene.alice().id()).getUserSessions())
                .isEmpty();
        assertThat(outbox(scene.alice())).isEmpty();
    }

    @Test
    void nothing_when_the_start_is_rolled_back() {
        Scene scene = Scene.with(realm, browser);
        scene.page().navigate(scene.startUrl());
        realm.update(representation -> representation.setEventsListeners(List.of("testbed-fails-late")));

        scene.confirm();
        scene.page().waitForLoadState();

        realm.update(representation -> representation.setEventsListeners(List.of("jboss-logging")));
        assertThat(outbox(scene.alice())).isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .extracting(row -> row.get("ACTION"))
                .containsExactly("REQUESTED");
        // Whoever is told after him has been told: his own would be there by now.
        browser.context().clearCookies();
        Scene later = Scene.with(realm, browser);
        later.becomeAlice();
        mailbox.await(later.alice().email());
        assertThat(mailbox.received(scene.alice().email())).isEmpty();
    }

    @Test
    void not_when_he_has_no_address() {
        Scene scene = Scene.with(realm, browser);
        TestUser silent = realm.user("silent-" + scene.number(), user -> user.setEmail(null));

        scene.become(silent);
        scene.revert();

        awaitAll(silent);
        assertThat(outbox(silent))
                .hasSize(2)
                .allSatisfy(row ->
                        assertThat(row).containsEntry("STATE", "DROPPED").containsEntry("OUTCOME", "NO_ADDRESS"));
    }

    @Test
    void not_when_he_is_disabled() {
        settings.change(Map.of("notify", "end"));
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        var alice = realm.admin().users().get(scene.alice().id()).toRepresentation();
        alice.setEnabled(false);
        realm.admin().users().get(scene.alice().id()).update(alice);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outbox(scene.alice()))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("OUTCOME", "RECIPIENT_DISABLED")));
        assertThat(mailbox.received(scene.alice().email())).isEmpty();
    }

    @Test
    void not_when_his_realm_has_no_mail_server() {
        realm.update(representation -> representation.setSmtpServer(Map.of()));
        Scene scene = Scene.with(realm, browser);

        scene.becomeAlice();

        awaitAll(scene.alice());
        assertThat(outbox(scene.alice()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("OUTCOME", "NO_MAIL_SERVER"));
    }

    private void become(Scene scene, Map<String, String> changes) {
        Map<String, String> wish = new HashMap<>(scene.wish(scene.alice()));
        wish.putAll(changes);
        scene.page()
                .navigate(scene.agentApi()
                        .post(Scene.SESSIONS, wish)
                        .body()
                        .path("startUrl")
                        .asText());
        scene.confirm();
        scene.page().waitForURL(AppInBrowser.HOME);
    }

    private Mail awaitEnd(TestUser user) {
        return await().atMost(SOON)
                .until(
                        () -> mailbox.received(user.email()).stream()
                                .filter(mail -> mail.subject().equals(ENDED))
                                .toList(),
                        mails -> !mails.isEmpty())
                .get(0);
    }

    /** Waits until nothing will be done with his mails any more. */
    private void awaitAll(TestUser user) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outbox(user))
                        .allSatisfy(row -> assertThat(row.get("STATE")).isIn("SENT", "DROPPED")));
    }

    private List<Map<String, Object>> outbox(TestUser user) {
        return rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", user.id());
    }

    private static List<String> subjects(boolean start, boolean end) {
        return start ? end ? List.of(STARTED, ENDED) : List.of(STARTED) : end ? List.of(ENDED) : List.of();
    }
}

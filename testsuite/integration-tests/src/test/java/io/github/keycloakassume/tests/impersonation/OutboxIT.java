package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.server.Ports;
import io.github.keycloakassume.testbed.BrokenMailServer;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;

@KeycloakTest
@DisplayName("A mail of an impersonation")
final class OutboxIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BACK_OFF = Duration.ofSeconds(30);

    /** Keycloak waits so long for a mail server that says nothing, unless the realm says otherwise. */
    private static final Map<String, String> PATIENT = Map.of("timeout", "600000");

    private static final Map<String, String> IMPATIENT = Map.of("timeout", "1500");

    /** A node keeps a hundred of a realm. */
    private static final int MORE_THAN_WAIT_IN_MEMORY = 110;

    private final RealmFixture realm;
    private final Browser browser;
    private final TimeMachine time;
    private final Rows rows;
    private final RealmSettings settings;

    OutboxIT(RealmFixture realm, Browser browser, TimeMachine time, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.time = time;
        this.rows = rows;
        this.settings = RealmSettings.of(realm, admin);
    }

    @BeforeEach
    void startsAreTold() {
        settings.change(Map.of("notify", "start"));
    }

    @Test
    void waits_while_the_mail_server_is_down_and_arrives_once_when_it_is_back() {
        int port = Ports.free();
        realm.sendMailTo(port, Map.of());
        Scene scene = Scene.with(realm, browser);

        scene.becomeAlice();
        awaitState(scene.alice(), "QUEUED", 1);

        try (Mailbox back = Mailbox.startAt(port)) {
            time.forward(BACK_OFF);

            assertThat(back.await(scene.alice().email()).text()).contains(Scene.REASON);
            awaitState(scene.alice(), "SENT", 2);
            time.forward(Duration.ofHours(7));
            back.await(somebodyLater(scene).email());
            assertThat(back.received(scene.alice().email())).hasSize(1);
        }
    }

    @Test
    void is_tried_again_later_and_later() {
        realm.sendMailTo(Ports.free(), Map.of());
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        awaitState(scene.alice(), "QUEUED", 1);

        time.forward(BACK_OFF);
        awaitState(scene.alice(), "QUEUED", 2);

        assertThat(number(outbox(scene.alice()), "NEXT_AT") - number(outbox(scene.alice()), "QUEUED_AT"))
                .isBetween(
                        Duration.ofSeconds(150).toMillis(),
                        Duration.ofSeconds(240).toMillis());
    }

    @Test
    void is_given_up_after_a_day_and_then_does_not_say_anything_any_more() {
        realm.sendMailTo(Ports.free(), Map.of());
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        awaitState(scene.alice(), "QUEUED", 1);
        assertThat(String.valueOf(outbox(scene.alice()).get("PARAMETERS"))).contains(Scene.REASON);

        time.forward(Duration.ofDays(1));

        awaitState(scene.alice(), "FAILED", 2);
        assertThat(outbox(scene.alice())).doesNotContainKey("PARAMETERS");
    }

    @Test
    void holds_nobody_up_while_the_mail_server_hangs() {
        try (BrokenMailServer hanging = BrokenMailServer.hanging()) {
            realm.sendMailTo(hanging.port(), PATIENT);
            Scene scene = Scene.with(realm, browser);

            scene.becomeAlice();

            assertThat(realm.tokens()
                            .userInfo(scene.app().singleSignOn().accessToken())
                            .status())
                    .isEqualTo(200);
            await().atMost(SOON).until(() -> hanging.connections() == 1);
            awaitState(scene.alice(), "SENDING", 1);
        }
    }

    @Test
    void of_one_realm_is_not_held_up_by_the_mail_server_of_another(Mailbox mailbox, Keycloak admin) {
        try (BrokenMailServer hanging = BrokenMailServer.hanging()) {
            realm.sendMailTo(hanging.port(), PATIENT);
            Scene scene = Scene.with(realm, browser);
            settings.change(Map.of("notify", "end"));
            realm.copyImpersonation(scene.becomeAliceFor(Duration.ofMinutes(10)), 20);
            time.forward(Duration.ofMinutes(10));
            // Each of them wants a thread that this server never gives back.
            await().atMost(SOON).until(() -> hanging.connections() >= 2);

            RealmFixture other = newRealm(admin);
            try {
                other.sendMailTo(mailbox);
                RealmSettings.of(other, admin).change(Map.of("notify", "start"));
                browser.context().clearCookies();
                Scene elsewhere = Scene.with(other, browser);
                elsewhere.becomeAlice();

                assertThat(mailbox.await(elsewhere.alice().email()).text()).contains(Scene.REASON);
            } finally {
                admin.realm(other.name()).remove();
            }
        }
    }

    @Test
    void of_one_realm_is_tried_again_however_many_of_another_are_due(Keycloak admin) {
        RealmFixture other = newRealm(admin);
        try (BrokenMailServer hanging = BrokenMailServer.hanging()) {
            int port = Ports.free();
            realm.sendMailTo(hanging.port(), PATIENT);
            Scene scene = Scene.with(realm, browser);
            settings.change(Map.of("notify", "end"));
            realm.copyImpersonation(scene.becomeAliceFor(Duration.ofMinutes(10)), MORE_THAN_WAIT_IN_MEMORY);
            time.forward(Duration.ofMinutes(10));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> rows.of(
                                            "ASSUME_OUTBOX",
                                            "RECIPIENT_ID",
                                            scene.alice().id())
                                    .size()
                            > MORE_THAN_WAIT_IN_MEMORY);
            other.sendMailTo(port, Map.of());
            RealmSettings.of(other, admin).change(Map.of("notify", "start"));
            browser.context().clearCookies();
            Scene elsewhere = Scene.with(other, browser);
            elsewhere.becomeAlice();
            awaitState(elsewhere.alice(), "QUEUED", 1);

            try (Mailbox back = Mailbox.startAt(port)) {
                time.forward(BACK_OFF);

                assertThat(back.await(elsewhere.alice().email()).text()).contains(Scene.REASON);
            }
        } finally {
            admin.realm(other.name()).remove();
        }
    }

    @ParameterizedTest(name = "\"{0}\" to RCPT")
    @ValueSource(strings = {"451 greylisted, try again", "552 mailbox full", ""})
    void arrives_later_when_the_mail_server_does_not_take_it_now(String answer) {
        int port;
        Scene scene;
        try (BrokenMailServer server = BrokenMailServer.thatAnswers("RCPT", answer)) {
            port = server.port();
            realm.sendMailTo(port, IMPATIENT);
            scene = Scene.with(realm, browser);

            scene.becomeAlice();
            awaitState(scene.alice(), "QUEUED", 1);
        }
        try (Mailbox later = Mailbox.startAt(port)) {
            time.forward(BACK_OFF);

            assertThat(later.await(scene.alice().email()).text()).contains(Scene.REASON);
            awaitState(scene.alice(), "SENT", 2);
        }
    }

    @Test
    void is_not_sent_again_when_the_mail_server_took_it_and_never_said_so() {
        try (BrokenMailServer server = BrokenMailServer.thatNeverConfirms()) {
            realm.sendMailTo(server.port(), IMPATIENT);
            Scene scene = Scene.with(realm, browser);

            scene.becomeAlice();
            awaitState(scene.alice(), "UNCERTAIN", 1);
            time.forward(Duration.ofHours(7));

            awaitState(somebodyLater(scene), "UNCERTAIN", 1);
            assertThat(server.taken())
                    .filteredOn(mail -> mail.contains(scene.alice().email()))
                    .hasSize(1);
        }
    }

    @Test
    void is_not_sent_again_when_whoever_began_it_has_not_come_back() {
        int port;
        Scene scene;
        try (BrokenMailServer hanging = BrokenMailServer.hanging()) {
            port = hanging.port();
            realm.sendMailTo(port, PATIENT);
            scene = Scene.with(realm, browser);
            scene.becomeAlice();
            awaitState(scene.alice(), "SENDING", 1);

            time.forward(Duration.ofMinutes(61));
            awaitState(scene.alice(), "UNCERTAIN", 1);
        }
        try (Mailbox back = Mailbox.startAt(port)) {
            time.forward(Duration.ofHours(7));

            back.await(somebodyLater(scene).email());
            assertThat(back.received(scene.alice().email())).isEmpty();
            awaitState(scene.alice(), "UNCERTAIN", 1);
        }
    }

    @Test
    void goes_away_with_the_user() {
        realm.sendMailTo(Ports.free(), Map.of());
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        awaitState(scene.alice(), "QUEUED", 1);

        realm.admin().users().delete(scene.alice().id()).close();

        assertThat(rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", scene.alice().id())).isEmpty();
    }

    @Test
    void goes_away_with_the_realm(Keycloak admin) {
        RealmFixture other = newRealm(admin);
        String id = admin.realm(other.name()).toRepresentation().getId();
        other.sendMailTo(Ports.free(), Map.of());
        RealmSettings.of(other, admin).change(Map.of("notify", "start"));
        Scene.with(other, browser).becomeAlice();
        await().atMost(SOON).until(() -> rows.of("ASSUME_OUTBOX", "REALM_ID", id), found -> !found.isEmpty());

        admin.realm(other.name()).remove();

        assertThat(rows.of("ASSUME_OUTBOX", "REALM_ID", id)).isEmpty();
    }

    @Test
    void is_forgotten_a_week_after_it_was_sent(Mailbox mailbox) {
        realm.sendMailTo(mailbox);
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        awaitState(scene.alice(), "SENT", 1);

        time.forward(Duration.ofDays(7));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.of(
                                "ASSUME_OUTBOX", "RECIPIENT_ID", scene.alice().id()))
                        .isEmpty());
    }

    private RealmFixture newRealm(Keycloak admin) {
        RealmRepresentation representation = new RealmRepresentation();
        representation.setRealm(realm.name() + "-other");
        representation.setEnabled(true);
        admin.realms().create(representation);
        return realm.sibling(admin, representation.getRealm());
    }

    /** Somebody who is told now: by then the others would have been told again. */
    private TestUser somebodyLater(Scene scene) {
        TestUser later = realm.user("later-" + scene.number());
        browser.context().clearCookies();
        Scene.of(realm, browser, scene.agent(), later).becomeAlice();
        return later;
    }

    private void awaitState(TestUser user, String state, int attempts) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(outbox(user)).containsEntry("STATE", state).containsEntry("ATTEMPTS", attempts));
    }

    private Map<String, Object> outbox(TestUser user) {
        List<Map<String, Object>> found = rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", user.id());
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static long number(Map<String, Object> row, String column) {
        return Long.parseLong(String.valueOf(row.get(column)));
    }
}

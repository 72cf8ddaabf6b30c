package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
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

@KeycloakTest
@DisplayName("When time is up")
final class GrantExpiryIT {

    private static final String ENDED = "A permission of support to use accounts has ended";
    private static final String ENDING = "A permission of support to use accounts ends soon";
    private static final String DECIDED = "Your request for access to accounts";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final RealmFixture realm;
    private final Mailbox mailbox;
    private final Rows rows;
    private People people;

    GrantExpiryIT(RealmFixture realm, Mailbox mailbox, Rows rows) {
        this.realm = realm;
        this.mailbox = mailbox;
        this.rows = rows;
        realm.sendMailTo(mailbox);
    }

    @BeforeEach
    void setTheScene() {
        people = People.of(realm);
    }

    @Test
    void a_grant_ends_at_its_end_with_one_entry_and_one_mail(TimeMachine time) {
        String grant =
                people.grant(Map.of("scope", "user", "user", people.alice().username(), "duration", "P1D"));
        long endsAt = number(rows.of("ASSUME_GRANT", "ID", grant).get(0), "ENDS_AT");

        time.forward(Duration.ofDays(1).plusMinutes(1));

        awaitEnd(grant);
        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "EXPIRED"))
                .satisfies(row -> assertThat(number(row, "ENDED_AT")).isEqualTo(endsAt));
        assertThat(trailOf("GRANT_ENDED", grant))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("SUBJECT_ID", people.alice().id())
                        .containsEntry("SUBJECT_NAME", people.alice().username()));
        assertThat(one(people.alice(), ENDED).text())
                .contains("the user " + people.alice().username() + " Test");
    }

    @Test
    void a_grant_without_an_end_stays(TimeMachine time) {
        String indefinite =
                people.grant(Map.of("scope", "user", "user", people.alice().username(), "duration", "indefinite"));
        String other =
                people.grant(Map.of("scope", "user", "user", people.alice().username(), "duration", "P1Y"));

        time.forward(Duration.ofDays(367));

        awaitEnd(other);
        assertThat(rows.of("ASSUME_GRANT", "ID", indefinite).get(0)).doesNotContainKey("ENDED_AT");
    }

    @Test
    void more_grants_than_one_batch_end_each_with_one_entry_and_no_notice_of_an_end_to_come(TimeMachine time) {
        List<TestUser> users = List.of(people.alice(), people.user("bob"));
        users.forEach(user -> {
            grantOften(user, 260);
            // One person may give only so many within an hour.
            time.forward(Duration.ofMinutes(61));
        });

        time.forward(Duration.ofDays(8));

        assertThat(users).allSatisfy(user -> {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", user.id()))
                            .hasSize(260)
                            .allSatisfy(row -> assertThat(row).containsKey("ENDED_AT")));
            assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", user.id()).stream()
                            .filter(row -> "GRANT_ENDED".equals(row.get("ACTION")))
                            .map(row -> row.get("DETAIL")))
                    .hasSize(260)
                    .doesNotHaveDuplicates();
            assertThat(outboxOf(user, "assume-grant-ending")).isEmpty();
        });
    }

    @Test
    void a_day_before_people_are_told_once_that_a_grant_ends(TimeMachine time) {
        String grant =
                people.grant(Map.of("scope", "user", "user", people.alice().username(), "duration", "P1W"));

        time.forward(Duration.ofDays(6).plusMinutes(1));

        one(people.alice(), ENDING);
        time.forward(Duration.ofDays(1));
        awaitEnd(grant);
        assertThat(outboxOf(people.alice(), "assume-grant-ending")).hasSize(1);
    }

    @Test
    void nobody_is_told_that_a_grant_ends_soon_which_has_ended(TimeMachine time) {
        String grant =
                people.grant(Map.of("scope", "user", "user", people.alice().username(), "duration", "P1W"));

        time.forward(Duration.ofDays(8));

        awaitEnd(grant);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(rows.of("ASSUME_GRANT", "ID", grant).get(0)).doesNotContainKey("NOTICE_AT"));
        assertThat(outboxOf(people.alice(), "assume-grant-ending")).isEmpty();
        assertThat(outboxOf(people.alice(), "assume-grant-ended")).hasSize(1);
    }

    @Test
    void a_request_that_nobody_answers_lapses_and_its_asker_hears_of_it(TimeMachine time) {
        String request = people.request(Map.of("scope", "realm"));

        time.forward(Duration.ofDays(3).plusMinutes(1));

        assertThat(one(people.agent(), DECIDED).text()).contains("has lapsed");
        assertThat(rows.of("ASSUME_REQUEST", "ID", request))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("OUTCOME", "LAPSED"));
        assertThat(trailOf("GRANT_REQUEST_ANSWERED", request)).hasSize(1);
    }

    @Test
    void a_grant_that_nobody_can_be_told_of_ends_and_costs_others_no_mail(TimeMachine time) {
        String storage = realm.federate();
        TestUser lost = realm.federatedUser(storage, "lost-" + people.number());
        String ofLost = people.grant(Map.of("scope", "user", "user", lost.id(), "duration", "P1D"));
        String ofAlice =
                people.grant(Map.of("scope", "user", "user", people.alice().username(), "duration", "P1D"));

        realm.loseConnectionTo(storage);
        time.forward(Duration.ofDays(1).plusMinutes(1));

        awaitEnd(ofLost);
        awaitEnd(ofAlice);
        one(people.alice(), ENDED);
        assertThat(trailOf("GRANT_ENDED", ofLost)).hasSize(1);
        assertThat(trailOf("GRANT_ENDED", ofAlice)).hasSize(1);
        realm.admin().components().component(storage).remove();
    }

    private void grantOften(TestUser user, int times) {
        AdminApi manager = people.as(people.manager());
        for (int i = 0; i < times; i++) {
            assertThat(manager.post(People.GRANTS, Map.of("scope", "user", "user", user.id(), "duration", "P1W"))
                            .status())
                    .isEqualTo(201);
        }
    }

    private void awaitEnd(String grant) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(rows.of("ASSUME_GRANT", "ID", grant).get(0)).containsKey("ENDED_AT"));
    }

    private List<Map<String, Object>> trailOf(String action, String id) {
        return rows.of("ASSUME_TRAIL", "ACTION", action).stream()
                .filter(row -> String.valueOf(row.get("DETAIL")).contains(id))
                .toList();
    }

    private List<Map<String, Object>> outboxOf(TestUser user, String template) {
        return rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", user.id()).stream()
                .filter(row -> template.equals(row.get("TEMPLATE")))
                .toList();
    }

    private Mail one(TestUser to, String subject) {
        return await("a mail to " + to.email())
                .atMost(SOON)
                .until(
                        () -> mailbox.received(to.email()).stream()
                                .filter(mail -> mail.subject().equals(subject))
                                .toList(),
                        mails -> mails.size() == 1)
                .get(0);
    }

    private static long number(Map<String, Object> row, String column) {
        return Long.parseLong(String.valueOf(row.get(column)));
    }
}

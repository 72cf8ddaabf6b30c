package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A mail about grants and requests")
final class GrantMailIT {

    private static final String STARTED = "Support has been given access to accounts";
    private static final String DENIED = "Support has been denied access to accounts";
    private static final String ENDED = "A permission of support to use accounts has ended";
    private static final String REQUESTED = "Support asks for access to accounts";
    private static final String DECIDED = "Your request for access to accounts";

    private final RealmFixture realm;
    private final Mailbox mailbox;
    private final Rows rows;
    private People people;

    GrantMailIT(RealmFixture realm, Mailbox mailbox, Rows rows) {
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
    void tells_all_administrators_what_one_of_them_has_granted_for_the_realm() {
        TestUser other = people.user("other", "manage-account-assumption");

        people.grant(Map.of("scope", "realm", "mode", "read-only", "reason", "a new contract\nwith support"));

        assertThat(List.of(one(people.manager(), STARTED), one(other, STARTED)))
                .allSatisfy(mail -> assertThat(mail.text())
                        .contains("all users of the realm " + realm.name())
                        .contains("For whom: all of support")
                        .contains("Decided by: " + nameOf(people.manager()))
                        .contains("> a new contract")
                        .contains("> with support"));
    }

    @Test
    void tells_no_vendor_also_if_he_holds_the_role_of_those_who_decide() {
        TestUser both = people.user("both", "manage-account-assumption", "assume-accounts");

        people.grant(Map.of("scope", "realm"));

        one(people.manager(), STARTED);
        assertThat(outboxOf(both)).isEmpty();
    }

    @Test
    void tells_a_user_and_not_the_administrators_of_what_is_granted_for_him() {
        people.grant(Map.of(
                "scope",
                "user",
                "user",
                people.alice().username(),
                "grantee",
                Map.of("user", people.agent().id())));

        assertThat(one(people.alice(), STARTED).text())
                .contains("the user " + nameOf(people.alice()))
                .contains("For whom: the user " + nameOf(people.agent()))
                .contains("Decided by: " + nameOf(people.manager()));
        assertThat(outboxOf(people.manager())).isEmpty();
    }

    @Test
    void says_in_its_subject_that_support_is_kept_out() {
        people.grant(Map.of("scope", "user", "user", people.alice().username(), "effect", "deny"));

        assertThat(one(people.alice(), DENIED).text())
                .contains("the user " + nameOf(people.alice()))
                .contains("This holds even where a wider permission would allow it.")
                .doesNotContain("How far");
    }

    @Test
    void tells_of_a_change_and_of_a_revocation_and_who_it_was() {
        String grant =
                people.grant(Map.of("scope", "user", "user", people.alice().username()));
        one(people.alice(), STARTED);

        int version = people.as(people.manager())
                .get(People.GRANTS + "/" + grant)
                .body()
                .path("version")
                .asInt();
        assertThat(people.as(people.manager())
                        .put(People.GRANTS + "/" + grant, Map.of("duration", "indefinite", "version", version))
                        .status())
                .isEqualTo(200);
        assertThat(some(people.alice(), STARTED, 2).get(1).text()).contains("it lasts until it is ended");
        people.revoke(grant);

        assertThat(one(people.alice(), ENDED).text())
                .contains("the user " + nameOf(people.alice()))
                .contains("Decided by: " + nameOf(people.manager()));
    }

    @Test
    void goes_to_an_organizations_own_administrators_instead_of_the_realms() {
        TestUser head = people.user("head");
        TestUser headOfAnother = people.user("head-of-another");
        String role = "organization-admin-" + people.number();
        realm.grantRealmRole(head, role);
        realm.grantRealmRole(headOfAnother, role);
        String organization = people.organization(head, people.alice());
        people.organization(headOfAnother);
        people.settings(Map.of(
                "organizationAdminRole",
                realm.admin().roles().get(role).toRepresentation().getId()));

        people.grant(Map.of("scope", "organization", "organization", organization));

        assertThat(one(head, STARTED).text()).contains("all members of the organization organization-");
        assertThat(outboxOf(people.manager())).isEmpty();
        assertThat(outboxOf(headOfAnother)).isEmpty();
        assertThat(outboxOf(people.alice())).isEmpty();
    }

    @Test
    void finds_an_organizations_administrators_among_many_of_other_organizations() {
        String role = "organization-admin-" + people.number();
        TestUser head = people.user("head");
        realm.grantRealmRole(head, role);
        people.holdersOf(role, 500);
        String organization = people.organization(head);
        people.settings(Map.of(
                "organizationAdminRole",
                realm.admin().roles().get(role).toRepresentation().getId()));

        people.grant(Map.of("scope", "organization", "organization", organization));

        one(head, STARTED);
        assertThat(outboxOf(people.manager())).isEmpty();
    }

    @Test
    void goes_to_the_realms_administrators_where_an_organization_has_none() {
        String organization = people.organization(people.alice());

        people.grant(Map.of("scope", "organization", "organization", organization));

        assertThat(one(people.manager(), STARTED).text()).contains("all members of the organization organization-");
    }

    @Test
    void asks_those_who_decide_and_tells_the_asker_that_they_have_approved() {
        String request = people.request(Map.of("scope", "realm", "ticket", "A-42"));

        assertThat(one(people.manager(), REQUESTED).text())
                .contains("Who asks: " + nameOf(people.agent()))
                .contains("For how long: one week")
                .contains("> " + People.REASON)
                .contains("A-42");
        answer(request, "approve", Map.of("word", "be quick"));

        assertThat(one(people.agent(), DECIDED).text())
                .contains("has been approved")
                .contains("Decided by: " + nameOf(people.manager()))
                .contains("> be quick");
    }

    @Test
    void tells_the_asker_that_he_was_denied_and_what_was_said() {
        String request = people.request(Map.of("scope", "realm"));

        answer(request, "deny", Map.of("word", "not this week"));

        assertThat(one(people.agent(), DECIDED).text())
                .contains("has been denied")
                .contains("> not this week");
    }

    @Test
    void tells_nobody_that_a_request_was_taken_back() {
        String request = people.request(Map.of("scope", "realm"));
        one(people.manager(), REQUESTED);

        assertThat(people.as(people.agent())
                        .delete(People.REQUESTS + "/" + request)
                        .status())
                .isEqualTo(204);

        assertThat(outboxOf(people.agent())).isEmpty();
        assertThat(outboxOf(people.manager())).hasSize(1);
    }

    @Test
    void asks_the_user_himself_about_his_account() {
        people.request(Map.of("scope", "user", "user", people.alice().id()));

        assertThat(one(people.alice(), REQUESTED).text()).contains("the user " + nameOf(people.alice()));
        assertThat(outboxOf(people.manager())).isEmpty();
    }

    @Test
    void asks_the_administrators_about_a_user_who_has_no_address() {
        TestUser unreachable = people.user("unreachable", user -> user.setEmail(null));

        people.request(Map.of("scope", "user", "user", unreachable.id()));

        assertThat(one(people.manager(), REQUESTED).text()).contains(unreachable.username());
    }

    private void answer(String request, String how, Map<String, ?> body) {
        assertThat(people.as(people.manager())
                        .post(People.REQUESTS + "/" + request + "/" + how, body)
                        .status())
                .isBetween(200, 201);
    }

    private Mail one(TestUser to, String subject) {
        return some(to, subject, 1).get(0);
    }

    private List<Mail> some(TestUser to, String subject, int count) {
        return await("mails to " + to.email())
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> mailbox.received(to.email()).stream()
                                .filter(mail -> mail.subject().equals(subject))
                                .toList(),
                        mails -> mails.size() == count);
    }

    /** What was posted to him, sent or not: it is there as soon as the request is answered. */
    private List<Map<String, Object>> outboxOf(TestUser user) {
        return rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", user.id());
    }

    private static String nameOf(TestUser user) {
        return user.username() + " Test (" + user.username() + ")";
    }
}

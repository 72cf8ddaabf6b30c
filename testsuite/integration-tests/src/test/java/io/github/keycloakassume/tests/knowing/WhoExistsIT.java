package io.github.keycloakassume.tests.knowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.Statements;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;

/** Every resource of the engine that takes a user, for every kind of caller and of user, by each of a user's names. */
@KeycloakTest(buildOptions = Statements.DRIVER)
@DisplayName("Which users there are")
final class WhoExistsIT {

    private static final String SESSIONS = "impersonation/sessions";

    /** What else a body may say: right, wrong in a value, wrong in its form. */
    private static final List<Map<String, Object>> BODIES = List.of(
            Map.of("reason", "r"),
            Map.of(),
            Map.of("reason", "r", "mode", "bogus"),
            Map.of("reason", "r", "lifespan", 999_999),
            Map.of("reason", "r", "client", "no-such-client"),
            Map.of("reason", "r", "grant", "no-such-grant"),
            Map.of("reason", "r", "no-such-field", 1));

    private final RealmFixture realm;
    private final Tokens tokens;
    private final RealmFixture master;
    private final Rows rows;
    private final Statements statements;

    private People people;

    WhoExistsIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows, Statements statements) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.tokens = new Tokens(realm, admin, browser);
        this.rows = rows;
        this.statements = statements;
    }

    @BeforeEach
    void openThePhoneBook() {
        people = new People(realm, master);
    }

    @AfterEach
    void closeIt() {
        people.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDINARY_USER", "VIEWER", "SERVICE_ACCOUNT", "IMPERSONATED"})
    void is_not_told_to_those_who_may_impersonate_no_one_whatever_else_they_ask_for(CallerKind kind) {
        AdminApi api = api(kind);
        Set<String> answers = new HashSet<>();

        BODIES.forEach(body -> answers.add(OneAnswer.of(people.names(), named -> request(api, named, body))));

        assertThat(answers).as("whatever the body says").hasSize(1);
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", people.existing().id()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"VENDOR_WITHOUT_GRANT", "VENDOR_WITH_GRANT"})
    void is_not_told_to_a_vendor_but_for_the_users_of_a_grant(CallerKind kind) {
        AdminApi api = api(kind);

        BODIES.forEach(body -> OneAnswer.of(secret(kind), named -> request(api, named, body)));

        assertThat(OneAnswer.of(secret(kind), named -> request(api, named, Map.of("mode", "bogus"))))
                .startsWith("403 ")
                .contains("grant-required");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"AGENT", "REALM_ADMINISTRATOR", "MASTER_ADMINISTRATOR"})
    void is_told_to_those_who_may_impersonate_by_whichever_name_they_use(CallerKind kind) {
        AdminApi api = api(kind);
        Map<Named.Kind, String> expected = Map.of(
                Named.Kind.EXISTING, "201 ",
                Named.Kind.UNKNOWN, "404 user-not-found",
                Named.Kind.OTHER_REALM, "404 user-not-found",
                Named.Kind.AMBIGUOUS, "409 user-ambiguous",
                Named.Kind.PROTECTED, "403 subject-protected",
                Named.Kind.DISABLED, "409 user-disabled");

        assertThat(people.names())
                .allSatisfy(named -> assertThat(answer(request(api, named, Map.of("reason", "r"))))
                        .as(named.toString())
                        .isEqualTo(expected.get(named.kind())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ORDINARY_USER, impersonation/sessions?user=",
        "ORDINARY_USER, impersonation/sessions?impersonator=",
        "ORDINARY_USER, impersonation/sessions?search=",
        "ORDINARY_USER, impersonation/sessions/count?user=",
        "ORDINARY_USER, impersonation/trail?user=",
        "ORDINARY_USER, impersonation/trail?actor=",
        "ORDINARY_USER, impersonation/trail/count?actor=",
        "AGENT, impersonation/sessions?user=",
        "AGENT, impersonation/trail?user=",
        "VENDOR_WITHOUT_GRANT, impersonation/sessions?impersonator=",
        "VENDOR_WITHOUT_GRANT, impersonation/trail?user=",
        "SERVICE_ACCOUNT, impersonation/sessions?user=",
        "SERVICE_ACCOUNT, impersonation/trail?actor=",
        "IMPERSONATED, impersonation/sessions?user=",
        "IMPERSONATED, impersonation/trail?user=",
    })
    void is_told_by_no_list(CallerKind kind, String list) {
        AdminApi api = api(kind);

        OneAnswer.of(people.names(), named -> api.get(list + URLEncoder.encode(named.text(), StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDINARY_USER", "VIEWER", "VENDOR_WITHOUT_GRANT", "SERVICE_ACCOUNT"})
    void is_told_by_keycloaks_own_button_to_those_alone_who_may_query_users(CallerKind kind) {
        AdminApi api = api(kind);

        String answer = OneAnswer.of(
                people.names().filter(named -> named.by() == Named.By.ID),
                named -> api.post("users/" + named.text() + "/impersonation", Map.of()));

        assertThat(answer).startsWith("403 ");
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", people.existing().id()))
                .isEmpty();
    }

    /** That the database is asked the same is what makes the time the same. */
    @ParameterizedTest
    @EnumSource(names = {"ORDINARY_USER", "VIEWER", "VENDOR_WITHOUT_GRANT", "VENDOR_WITH_GRANT"})
    void is_not_told_by_the_time_of_an_answer(CallerKind kind) {
        AdminApi api = api(kind);
        List<Named> names = secret(kind).toList();
        names.forEach(named -> request(api, named, Map.of("reason", "r")));
        Map<Integer, Set<Named>> counts = new HashMap<>();

        names.forEach(named -> counts.computeIfAbsent(count(api, named), unseen -> new HashSet<>())
                .add(named));

        assertThat(counts).as("statements, and who costs them").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDINARY_USER", "VENDOR_WITHOUT_GRANT", "VENDOR_WITH_GRANT"})
    void is_not_told_by_what_else_takes_time(CallerKind kind) {
        AdminApi api = api(kind);

        secret(kind).filter(named -> named.by() == Named.By.ID).forEach(named -> {
            assertThat(SteadyAnswer.of(() -> request(api, named, Map.of("reason", "r")))
                            .status())
                    .isEqualTo(403);
            assertThat(SteadyAnswer.of(() -> api.post("users/" + named.text() + "/impersonation", Map.of()))
                            .status())
                    .isEqualTo(403);
        });
    }

    /** Of two the smaller one: caches of Keycloak's own only ever add. */
    private int count(AdminApi api, Named named) {
        return IntStream.range(0, 2)
                .map(time -> statements
                        .during(() -> request(api, named, Map.of("reason", "r")))
                        .size())
                .min()
                .orElseThrow();
    }

    private Stream<Named> secret(CallerKind kind) {
        return people.names()
                .filter(named -> kind != CallerKind.VENDOR_WITH_GRANT || named.kind() != Named.Kind.EXISTING);
    }

    private AdminApi api(CallerKind kind) {
        return AdminApi.of(realm, tokens.of(kind, people.existing()));
    }

    private static AdminApi.Answer request(AdminApi api, Named named, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("user", named.text());
        return api.post(SESSIONS, body);
    }

    private static String answer(AdminApi.Answer answer) {
        return answer.status() + " " + answer.errorKey();
    }
}

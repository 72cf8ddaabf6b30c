package io.github.keycloakassume.tests.knowing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;

/** What {@code POST decisions} says of users, compared with what {@code POST sessions} answers for them. */
@KeycloakTest
@DisplayName("The decisions on users")
final class DecisionsIT {

    private static final String DECISIONS = "impersonation/decisions";
    private static final String SESSIONS = "impersonation/sessions";
    private static final int MOST = 100;

    private final RealmFixture realm;
    private final RealmFixture master;
    private final Tokens tokens;
    private final Rows rows;
    private final TimeMachine time;

    private People people;

    DecisionsIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows, TimeMachine time) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.tokens = new Tokens(realm, admin, browser);
        this.rows = rows;
        this.time = time;
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
    @EnumSource(
            names = {"AGENT", "REALM_ADMINISTRATOR", "MASTER_ADMINISTRATOR", "VENDOR_WITHOUT_GRANT", "VENDOR_WITH_GRANT"
            })
    void are_those_that_a_request_for_an_impersonation_gets(CallerKind kind) {
        AdminApi api = api(kind);
        List<String> ids = ids().toList();

        AdminApi.Answer answer = api.post(DECISIONS, Map.of("users", ids));

        assertThat(answer.status()).isEqualTo(200);
        Map<String, String> decided = decided(answer.body());
        Map<String, String> requested = new HashMap<>();
        ids.forEach(id -> requested.put(id, requested(api, id)));
        assertThat(decided).isEqualTo(requested);
    }

    @Test
    void say_which_grant_it_would_rest_on() {
        AdminApi api = api(CallerKind.VENDOR_WITH_GRANT);
        String id = people.existing().id();

        String decided = api.post(DECISIONS, Map.of("users", List.of(id)))
                .body()
                .at("/0/actions/impersonate/grant")
                .asText();

        assertThat(decided)
                .isNotEmpty()
                .isEqualTo(request(api, id).body().path("grant").asText());
    }

    @Test
    void depend_on_the_mode() {
        AdminApi api = api(CallerKind.AGENT);
        List<String> ids = List.of(people.existing().id());

        assertThat(api.post(DECISIONS, Map.of("users", ids, "mode", "read-only"))
                        .status())
                .isEqualTo(200);
        assertThat(api.post(DECISIONS, Map.of("users", ids, "mode", "bogus")).errorKey())
                .isEqualTo("mode-not-available");
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDINARY_USER", "VIEWER", "SERVICE_ACCOUNT", "IMPERSONATED"})
    void are_not_told_to_those_who_may_impersonate_no_one(CallerKind kind) {
        AdminApi api = api(kind);

        AdminApi.Answer answer = api.post(DECISIONS, Map.of("users", ids().toList()));

        assertThat(answer.status()).isBetween(400, 403);
        assertThat(answer.errorKey())
                .isEqualTo(request(api, people.existing().id()).errorKey());
    }

    @Test
    void leave_no_trace() {
        AdminApi api = api(CallerKind.VENDOR_WITHOUT_GRANT);
        String realmId = realm.admin().toRepresentation().getId();
        int before = rows.of("ASSUME_TRAIL", "REALM_ID", realmId).size();

        api.post(DECISIONS, Map.of("users", ids().toList()));

        assertThat(rows.of("ASSUME_TRAIL", "REALM_ID", realmId)).hasSize(before);
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION", "SUBJECT_ID", people.existing().id()))
                .isEmpty();
    }

    @Test
    void do_not_tell_by_their_time_which_users_there_are() {
        AdminApi api = api(CallerKind.VENDOR_WITHOUT_GRANT);

        ids().forEach(id -> assertThat(SteadyAnswer.of(() -> api.post(DECISIONS, Map.of("users", List.of(id))))
                        .status())
                .isEqualTo(200));
    }

    @Test
    void are_made_on_a_hundred_users_at_most() {
        AdminApi api = api(CallerKind.AGENT);

        assertThat(api.post(DECISIONS, Map.of("users", unknown(MOST))).body()).hasSize(MOST);
        for (List<String> users :
                List.of(unknown(MOST + 1), List.<String>of(), List.of(""), List.of("x".repeat(256)))) {
            assertThat(api.post(DECISIONS, Map.of("users", users)).errorKey()).isEqualTo("invalid-field");
        }
        assertThat(api.post(DECISIONS, Map.of()).errorKey()).isEqualTo("invalid-field");
    }

    @Test
    void are_made_on_so_many_in_a_minute_and_then_on_more_in_the_next_one() {
        AdminApi api = api(CallerKind.AGENT);
        Map<String, ?> question = Map.of("users", unknown(MOST));
        for (int asked = 0; asked < 30; asked++) {
            assertThat(api.post(DECISIONS, question).status()).isEqualTo(200);
        }

        AdminApi.Answer oneMore = api.post(DECISIONS, question);

        assertThat(oneMore.status()).isEqualTo(429);
        assertThat(oneMore.errorKey()).isEqualTo("too-many-requests");
        assertThat(oneMore.response().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        time.forward(Duration.ofSeconds(61));
        assertThat(api(CallerKind.AGENT).post(DECISIONS, question).status()).isEqualTo(200);
    }

    private Stream<String> ids() {
        return people.names()
                .filter(named -> named.by() == Named.By.ID && named.kind() != Named.Kind.AMBIGUOUS)
                .map(Named::text);
    }

    private static List<String> unknown(int users) {
        return IntStream.range(0, users)
                .mapToObj(each -> UUID.randomUUID().toString())
                .toList();
    }

    private static Map<String, String> decided(JsonNode answer) {
        Map<String, String> decided = new HashMap<>();
        answer.forEach(user -> {
            JsonNode action = user.path("actions").path("impersonate");
            decided.put(
                    user.path("user").asText(),
                    action.path("allowed").asBoolean()
                            ? "allowed"
                            : action.path("refusal").asText());
        });
        return decided;
    }

    private static String requested(AdminApi api, String id) {
        AdminApi.Answer answer = request(api, id);
        return answer.status() == 201 ? "allowed" : answer.errorKey();
    }

    private static AdminApi.Answer request(AdminApi api, String id) {
        return api.post(SESSIONS, Map.of("user", id, "reason", "ticket 42"));
    }

    private AdminApi api(CallerKind kind) {
        return AdminApi.of(realm, tokens.of(kind, people.existing()));
    }
}

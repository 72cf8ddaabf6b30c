package io.github.keycloakassume.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A database of commit ae3fbda, taken over by today's JARs at their first start. The realm that the rows are about is imported in that
 * start, with the ids that it had; each database has a class that says so.
 */
abstract class MigrationOnEveryDatabase {

    private static final String REALM = "tenant";
    private static final String ID = "7e4a0000-0000-4000-8000-000000000";
    private static final String GRANTS = "account-assumption/grants";
    private static final String SESSIONS = "impersonation/sessions";

    /** What goes on while the server runs: mails are tried, and what ran in sessions that are not there is ended. */
    private static final Map<String, Set<String>> MOVES = Map.of(
            "ASSUME_IMPERSONATION",
            Set.of("VERSION", "ENDED_AT", "END_CAUSE"),
            "ASSUME_OUTBOX",
            Set.of("STATE", "ATTEMPTS", "NEXT_AT", "OUTCOME", "PARAMETERS", "SERVER_URL"),
            // Of a user's own denial it says now that it is theirs.
            "ASSUME_GRANT",
            Set.of("DECIDED_AS"));

    private static OldTables before = new OldTables(Map.of());

    @BeforeAll
    static void load(Database database) throws SQLException {
        before = OldTables.load(database);
    }

    @Test
    void every_row_is_there_with_all_that_it_said(Rows rows) {
        assertThat(before.rows()).hasSize(10);
        before.rows()
                .forEach((table, old) -> assertThat(kept(table, texts(rows.of(table)), old))
                        .as(table)
                        .containsAll(kept(table, old, old)));
    }

    @Test
    void settings_are_what_they_were(RunningKeycloak server) {
        JsonNode impersonation =
                api(server, "ina").get("impersonation/settings").body();
        assertThat(impersonation.path("defaultLifespan").asInt()).isEqualTo(1_200);
        assertThat(impersonation.path("ticketPattern").asText()).isEqualTo("T-[0-9]+");
        assertThat(impersonation.path("notify").asText()).isEqualTo("both");
        assertThat(impersonation.path("trailRetentionDays").asInt()).isEqualTo(3_660);

        JsonNode assumption =
                api(server, "ada").get("account-assumption/settings").body();
        assertThat(assumption.path("governs").asText()).isEqualTo("vendor");
        assertThat(assumption.path("vendorIdentityProviders").path(0).asText()).isEqualTo("vendor");
        assertThat(assumption.path("requestLapse").asLong()).isEqualTo(2_592_000);
    }

    @Test
    void impersonations_are_listed_with_their_trail_and_counts(RunningKeycloak server) {
        AdminApi ina = api(server, "ina");

        assertThat(states(ina.get(SESSIONS).body(), "ended"))
                .containsEntry(ID + "712", "reverted")
                .containsEntry(ID + "713", "revoked")
                .containsKeys(ID + "711", ID + "714", ID + "715");
        assertThat(ina.get(SESSIONS + "/" + ID + "714").body().path("grant").asText())
                .isEqualTo(ID + "702");
        assertThat(ina.get(SESSIONS + "/" + ID + "711/counts").body()).isNotEmpty();
        assertThat(ina.get(SESSIONS + "/" + ID + "712/trail").body().findValuesAsText("action"))
                .containsExactly("ENDED", "STARTED", "REQUESTED");
        assertThat(ina.get("impersonation/trail/count").body().asLong())
                .isGreaterThanOrEqualTo(before.of("ASSUME_TRAIL").size() - ofMaster());
    }

    @Test
    void grants_say_what_they_said_and_who_decided_them(RunningKeycloak server) {
        AdminApi ada = api(server, "ada");

        assertThat(states(ada.get(GRANTS).body(), "state"))
                .containsAllEntriesOf(Map.of(
                        ID + "700", "active",
                        ID + "701", "active",
                        ID + "702", "active",
                        ID + "703", "revoked",
                        ID + "704", "active",
                        ID + "705", "active",
                        ID + "706", "active"));
        JsonNode terms = ada.get(GRANTS + "/" + ID + "701").body();
        assertThat(terms.path("mode").asText()).isEqualTo("read-only");
        assertThat(terms.path("maxLifespan").asInt()).isEqualTo(3_600);
        assertThat(terms.path("maxConcurrent").asInt()).isEqualTo(3);
        assertThat(terms.path("grantee").path("user").asText()).isEqualTo(ID + "101");
        assertThat(ada.get(GRANTS + "/" + ID + "700").body().path("reason").asText())
                .isEqualTo("Grüße, 世界");
        assertThat(owner(ada, "704").path("kind").asText())
                .as("a user's own denial")
                .isEqualTo("user");
        assertThat(owner(ada, "705").path("organization").asText())
                .as("an organization's own grant")
                .isEqualTo(ID + "200");
    }

    @Test
    void requests_wait_or_have_their_answers(RunningKeycloak server) {
        JsonNode requests =
                api(server, "ada").get("account-assumption/requests").body();

        assertThat(states(requests, "state"))
                .isEqualTo(Map.of(
                        ID + "707", "pending",
                        ID + "708", "approved",
                        ID + "709", "denied",
                        ID + "710", "withdrawn"));
        assertThat(requests.findValuesAsText("word")).containsExactlyInAnyOrder("yes, 世界", "no");
    }

    @Test
    void what_is_written_now_goes_into_the_same_tables(RunningKeycloak server) {
        AdminApi.Answer asked = api(server, "agent")
                .post(SESSIONS, Map.of("user", ID + "104", "reason", "after the upgrade", "ticket", "T-8"));
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.body().path("grant").asText()).isEqualTo(ID + "702");

        AdminApi.Answer given =
                api(server, "ada").post(GRANTS, Map.of("scope", "user", "user", ID + "102", "duration", "P1D"));
        assertThat(given.status()).isEqualTo(201);
    }

    private static JsonNode owner(AdminApi api, String grant) {
        return api.get(GRANTS + "/" + ID + grant).body().path("owner");
    }

    /** Entries of the trail that are not of the tenant. */
    private static long ofMaster() {
        return before.of("ASSUME_TRAIL").stream()
                .filter(row -> !(ID + "001").equals(row.get("REALM_ID")))
                .count();
    }

    private static Map<String, String> states(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .collect(Collectors.toMap(
                        item -> item.path("id").asText(),
                        item -> item.path(field).asText()));
    }

    /** Rows without what moves, and without columns that did not exist. */
    private static List<Map<String, String>> kept(
            String table, List<Map<String, String>> rows, List<Map<String, String>> old) {
        Set<String> columns = old.stream().flatMap(row -> row.keySet().stream()).collect(Collectors.toSet());
        columns.removeAll(MOVES.getOrDefault(table, Set.of()));
        return rows.stream()
                .map(row -> {
                    Map<String, String> kept = new HashMap<>(row);
                    kept.keySet().retainAll(columns);
                    return kept;
                })
                .toList();
    }

    private static List<Map<String, String>> texts(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> row.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, column -> String.valueOf(column.getValue()))))
                .toList();
    }

    private static AdminApi api(RunningKeycloak server, String username) {
        TestUser user = new TestUser("", username, username + "@tenant.example", "pw");
        TestClient programs = new TestClient("", "programs", "secret-of-programs");
        return AdminApi.at(
                server.baseUrl(),
                REALM,
                TokenEndpoint.of(server.baseUrl(), REALM)
                        .password(programs, user)
                        .accessToken());
    }
}

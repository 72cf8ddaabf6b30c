package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.ClaimMapper;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The service account of an application whose subject is a fixed text: Keycloak finds it by its name, which may be another
 * user's tomorrow. It may do all that an administrator of the realm may.
 */
@KeycloakTest
@DisplayName("A token that does not tell by which login it came about")
final class UnknownLoginIT {

    private static final String UNKNOWN = "login-unknown";
    private static final Path DESCRIPTION = Path.of("..", "..", "docs", "openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("  /admin/realms/\\{realm}/(.*):");
    private static final Pattern WRITING = Pattern.compile("    (post|put|delete|patch):");

    private final RealmFixture realm;
    private final Rows rows;
    private final Office office;
    private final AdminApi api;

    UnknownLoginIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.office = Office.in(realm);
        this.api = AdminApi.of(realm, token());
    }

    /** All that writes by the OpenAPI description, with a body that would do. */
    @Test
    void writes_nothing() throws IOException {
        String grant = office.grantAlice(Map.of());
        String request = office.ask();
        String impersonation = Office.id(office.attempt());
        Map<String, String> bodies = bodies();
        assertThat(bodies.keySet()).containsExactlyInAnyOrderElementsOf(writing());
        List<List<Map<String, Object>>> before = written();

        SoftAssertions answers = new SoftAssertions();
        bodies.forEach((operation, body) -> {
            String[] parts = operation.split(" ", 2);
            String path = parts[1].replace("{id}", idIn(parts[1], grant, request, impersonation));
            AdminApi.Answer answer = api.call(parts[0].toUpperCase(Locale.ROOT), path, body);
            answers.assertThat(answer.status() + " " + answer.errorKey())
                    .as("%s %s", operation, answer.body())
                    .isEqualTo("403 " + UNKNOWN);
        });

        answers.assertAll();
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void ends_an_impersonation_all_the_same() {
        office.grantAlice(Map.of());
        String impersonation = Office.id(office.attempt());

        AdminApi.Answer answer = api.delete(Office.SESSIONS + "/" + impersonation);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", impersonation))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "REVOKED"));
    }

    @Test
    void sees_what_its_user_may() {
        for (String path : List.of(
                "impersonation/trail", "impersonation/settings", "account-assumption/grants", Tenant.SETTINGS)) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
    }

    private String token() {
        TestClient workload = realm.client(office.named("workload"), client -> client.setServiceAccountsEnabled(true));
        ClaimMapper.writes(realm, workload, "sub", "workload 7");
        var account = realm.admin().clients().get(workload.id()).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), "", "", ""), "realm-management", "realm-admin");
        return realm.tokens()
                .token(workload, Map.of("grant_type", "client_credentials"))
                .accessToken();
    }

    private Map<String, String> bodies() {
        Map<String, String> bodies = new HashMap<>();
        Map<String, Object> settings = RealmSettings.with(RealmSettings.of(api).version(), Map.of());
        bodies.put("put impersonation/settings", json(settings));
        bodies.put("post impersonation/settings/import", json(settings));
        bodies.put(
                "post impersonation/sessions",
                json(Map.of("user", office.alice().id(), "reason", "r")));
        bodies.put(
                "post impersonation/decisions",
                json(Map.of("users", List.of(office.alice().id()))));
        bodies.put("post impersonation/sessions/{id}/extend", json(Map.of("lifespan", 600, "reason", "r")));
        bodies.put("post account-assumption/grants", json(office.wish("P1D")));
        bodies.put("put account-assumption/grants/{id}", json(Map.of("duration", "P1W", "version", 0)));
        bodies.put("delete account-assumption/grants/{id}", "");
        bodies.put("post account-assumption/requests", json(office.question("P1D", Map.of())));
        bodies.put("delete account-assumption/requests/{id}", "");
        bodies.put("post account-assumption/requests/{id}/approve", "{}");
        bodies.put("post account-assumption/requests/{id}/deny", "{}");
        Map<String, Object> assumption = new HashMap<>(TenantSettings.DEFAULTS);
        assumption.put(
                "version", api.get(Tenant.SETTINGS).body().path("version").asInt());
        bodies.put("put account-assumption/settings", json(assumption));
        bodies.put("put account-assumption/trial", json(Map.of("trial", true)));
        bodies.put(
                "post account-assumption/import",
                api.get("account-assumption/export").body().toString());
        return bodies;
    }

    /** What is described as writing, or is asked for by the method that writes, but for what says no: the end of an impersonation. */
    private static List<String> writing() throws IOException {
        List<String> operations = new ArrayList<>();
        @Nullable String path = null;
        for (String line : Files.readAllLines(DESCRIPTION)) {
            Matcher described = PATH.matcher(line);
            if (line.startsWith("  /")) {
                path = described.matches() ? described.group(1) : null;
            }
            Matcher method = WRITING.matcher(line);
            if (path != null && method.matches()) {
                operations.add(method.group(1) + " " + path);
            }
        }
        operations.remove("delete impersonation/sessions/{id}");
        return operations;
    }

    private List<List<Map<String, Object>>> written() {
        String id = realm.admin().toRepresentation().getId();
        return Stream.of(
                        "ASSUME_SETTINGS",
                        "ASSUME_GRANT_SETTINGS",
                        "ASSUME_GRANT",
                        "ASSUME_REQUEST",
                        "ASSUME_IMPERSONATION",
                        "ASSUME_TENANT")
                .map(table -> rows.of(table, "REALM_ID", id))
                .toList();
    }

    private static String idIn(String path, String grant, String request, String impersonation) {
        if (path.contains("/grants/")) {
            return grant;
        }
        return path.contains("/requests/") ? request : impersonation;
    }

    private static String json(Map<String, ?> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not writable: " + object, e);
        }
    }
}

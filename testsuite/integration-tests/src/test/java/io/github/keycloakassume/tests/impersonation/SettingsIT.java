package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("The settings of a realm")
final class SettingsIT {

    private static final String SETTINGS = "impersonation/settings";

    private final RealmFixture realm;
    private final AdminApi api;
    private final Rows rows;

    SettingsIT(RealmFixture realm, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.api = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
        this.rows = rows;
    }

    @Test
    void decide_how_long_impersonations_and_their_access_tokens_may_last(Browser browser) {
        Scene scene = Scene.with(realm, browser);
        put(Map.of("defaultLifespan", 120, "longestLifespan", 240, "accessTokenLifespan", 30));

        assertThat(scene.agentApi()
                        .post(Scene.SESSIONS, Map.of("user", scene.alice().username(), "reason", "r", "lifespan", 241))
                        .errorKey())
                .isEqualTo("lifespan-out-of-range");
        scene.becomeAlice();
        Map<String, Object> claims =
                TokenEndpoint.claims(scene.app().singleSignOn().accessToken());
        assertThat(((Number) claims.getOrDefault("exp", 0)).longValue()
                        - ((Number) claims.getOrDefault("iat", 0)).longValue())
                .isEqualTo(30);
        put(Map.of());
    }

    @Test
    void are_changed_upon_the_version_that_was_seen_and_no_other() {
        int version = version();
        put(Map.of("defaultLifespan", 600));

        AdminApi.Answer stale = api.put(SETTINGS, settings(version, Map.of("defaultLifespan", 700)));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.errorKey()).isEqualTo("version-stale");
        assertThat(api.get(SETTINGS).body().path("defaultLifespan").asInt()).isEqualTo(600);
    }

    @Test
    void are_not_changed_without_a_version() {
        Map<String, Object> body = settings(version(), Map.of("defaultLifespan", 700));
        body.remove("version");

        AdminApi.Answer answer = api.put(SETTINGS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("version-required");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "accessTokenLifespan, 301, setting-invalid",
        "longestLifespan, 1, setting-invalid",
        "defaultLifespan, 0, setting-invalid",
        "stepUpMaxAge, -5, setting-invalid",
        "stepUpMaxAge, 9223372036854775807, setting-invalid",
        "trailRetentionDays, 29, setting-invalid",
        "trailRetentionDays, 3661, setting-invalid",
        "trailRetentionDays, 9999999999, invalid-field",
        "onBehalfOfPerActorPerHour, 0, setting-invalid",
        "onBehalfOfPerActorPerHour, 100001, setting-invalid",
        "onBehalfOfPerSubjectPerHour, -1, setting-invalid",
        "onBehalfOfPerSubjectPerHour, 9999999999, invalid-field",
        "notify, 5, invalid-field",
        "lifespan, 5, unknown-field",
    })
    void are_not_changed_to_what_is_out_of_range(String field, long value, String key) {
        AdminApi.Answer before = api.get(SETTINGS);

        AdminApi.Answer answer = api.put(SETTINGS, settings(version(), Map.of(field, value)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(api.get(SETTINGS).body()).isEqualTo(before.body());
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "defaultMode, some, invalid-field",
        "notifyVendor, sometimes, invalid-field",
        "stockImpersonation, ignore, invalid-field",
        "ticketPattern, [, setting-invalid",
    })
    void are_not_changed_to_what_there_is_not(String field, String value, String key) {
        AdminApi.Answer before = api.get(SETTINGS);

        AdminApi.Answer answer = api.put(SETTINGS, settings(version(), Map.of(field, value)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(api.get(SETTINGS).body()).isEqualTo(before.body());
    }

    @Test
    void name_clients_by_their_client_ids_and_keep_them_by_their_own_ids() {
        String clientId = "broker-" + UUID.randomUUID();
        TestClient broker = realm.client(clientId);
        put(Map.of("trustedBrokers", List.of(clientId)));

        ClientRepresentation renamed = realm.admin().clients().get(broker.id()).toRepresentation();
        renamed.setClientId(clientId + "-renamed");
        realm.admin().clients().get(broker.id()).update(renamed);

        assertThat(api.get(SETTINGS).body().path("trustedBrokers"))
                .extracting(JsonNode::asText)
                .containsExactly(clientId + "-renamed");
        put(Map.of());
        assertThat(api.get(SETTINGS).body().path("trustedBrokers")).isEmpty();
    }

    @Test
    void do_not_name_a_later_client_of_the_same_client_id_or_even_id() {
        String clientId = "broker-" + UUID.randomUUID();
        TestClient broker = realm.client(clientId);
        put(Map.of("trustedBrokers", List.of(clientId)));

        realm.admin().clients().get(broker.id()).remove();
        realm.client(clientId, newcomer -> newcomer.setId(broker.id()));

        assertThat(api.get(SETTINGS).body().path("trustedBrokers")).isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "ACTION", "SETTINGS_CHANGED"))
                .anySatisfy(
                        row -> assertThat(row).containsEntry("DETAIL", "trustedBrokers: [" + broker.id() + "] → []"));
    }

    @Test
    void name_no_clients_that_there_are_not() {
        AdminApi.Answer before = api.get(SETTINGS);

        AdminApi.Answer unknown =
                api.put(SETTINGS, settings(version(), Map.of("trustedBrokers", List.of("account", "none"))));
        AdminApi.Answer nothing =
                api.put(SETTINGS, settings(version(), Map.of("trustedBrokers", Arrays.asList((String) null))));
        AdminApi.Answer noList = api.put(SETTINGS, settings(version(), Map.of("trustedBrokers", "account")));

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.errorKey()).isEqualTo("setting-invalid");
        assertThat(nothing.errorKey()).isEqualTo("invalid-field");
        assertThat(noList.errorKey()).isEqualTo("invalid-field");
        assertThat(api.get(SETTINGS).body()).isEqualTo(before.body());
    }

    @Test
    void say_how_service_accounts_must_authenticate_and_how_often_others_are_acted_for() {
        put(Map.of(
                "onBehalfOfAuthenticators",
                List.of("client-jwt", "client-x509"),
                "onBehalfOfPerActorPerHour",
                7,
                "onBehalfOfPerSubjectPerHour",
                5));

        JsonNode changed = api.get(SETTINGS).body();

        assertThat(changed.path("onBehalfOfAuthenticators"))
                .extracting(JsonNode::asText)
                .containsExactly("client-jwt", "client-x509");
        assertThat(changed.path("onBehalfOfPerActorPerHour").asInt()).isEqualTo(7);
        assertThat(changed.path("onBehalfOfPerSubjectPerHour").asInt()).isEqualTo(5);
        assertThat(rows.of("ASSUME_TRAIL", "ACTION", "SETTINGS_CHANGED"))
                .anySatisfy(row -> assertThat(row)
                        .hasEntrySatisfying(
                                "DETAIL",
                                detail -> assertThat(detail.toString())
                                        .contains("onBehalfOfAuthenticators: [] → [client-jwt, client-x509]")));
        put(Map.of());
        assertThat(api.get(SETTINGS).body().path("onBehalfOfAuthenticators")).isEmpty();
    }

    /** What was written for an earlier version would widen what has been narrowed since. */
    @Test
    void leave_what_is_demanded_of_the_exchange_as_it_is_where_it_is_not_named() {
        put(Map.of("onBehalfOfAuthenticators", List.of("client-jwt"), "onBehalfOfPerActorPerHour", 7));
        Map<String, Object> earlier = settings(version(), Map.of());
        earlier.keySet().removeIf(field -> field.startsWith("onBehalfOf"));

        AdminApi.Answer answer = api.put(SETTINGS, earlier);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("onBehalfOfAuthenticators"))
                .extracting(JsonNode::asText)
                .containsExactly("client-jwt");
        assertThat(answer.body().path("onBehalfOfPerActorPerHour").asInt()).isEqualTo(7);
        put(Map.of());
    }

    @Test
    void name_no_client_authenticator_that_there_is_not() {
        AdminApi.Answer before = api.get(SETTINGS);

        AdminApi.Answer unknown = api.put(
                SETTINGS,
                settings(version(), Map.of("onBehalfOfAuthenticators", List.of("client-jwt", "client-password"))));
        AdminApi.Answer nothing = api.put(
                SETTINGS, settings(version(), Map.of("onBehalfOfAuthenticators", Arrays.asList((String) null))));

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.errorKey()).isEqualTo("setting-invalid");
        assertThat(unknown.body().path("params"))
                .extracting(JsonNode::asText)
                .containsExactly("onBehalfOfAuthenticators");
        assertThat(nothing.errorKey()).isEqualTo("invalid-field");
        assertThat(api.get(SETTINGS).body()).isEqualTo(before.body());
    }

    @Test
    void are_changed_by_nobody_who_may_not_manage_the_realm(Browser browser) {
        Scene scene = Scene.withAgentRoles(realm, browser, "impersonation", "manage-users", "view-realm");

        AdminApi.Answer answer = scene.agentApi().put(SETTINGS, settings(version(), Map.of("defaultLifespan", 601)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("not-allowed");
        assertThat(scene.agentApi().get(SETTINGS).body().path("defaultLifespan").asInt())
                .as("but seen")
                .isNotEqualTo(601);
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", scene.agent().id()))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", "not-allowed"));
    }

    @Test
    void are_seen_by_nobody_who_may_not_view_the_realm() {
        TestUser agent = realm.user("unseeing", "impersonation");
        String token =
                realm.tokens().password(realm.client("unseeing-app"), agent).accessToken();

        assertThat(AdminApi.of(realm, token).get(SETTINGS).errorKey()).isEqualTo("not-allowed");
    }

    @Test
    void are_exported_and_imported_again_whatever_they_have_become_meanwhile() {
        put(Map.of(
                "defaultLifespan",
                601,
                "ticketPattern",
                "SUP-[0-9]+",
                "stepUpAcr",
                "gold",
                "notify",
                "start",
                "trustedBrokers",
                List.of("account"),
                "onBehalfOfAuthenticators",
                List.of("client-x509"),
                "onBehalfOfPerSubjectPerHour",
                3));
        AdminApi.Answer exported = api.get(SETTINGS + "/export");
        put(Map.of());

        AdminApi.Answer imported =
                api.post(SETTINGS + "/import", exported.response().body());

        assertThat(exported.body().has("version")).isFalse();
        assertThat(imported.status()).isEqualTo(200);
        assertThat(api.get(SETTINGS + "/export").body()).isEqualTo(exported.body());
        assertThat(api.get(SETTINGS).body().path("ticketPattern").asText()).isEqualTo("SUP-[0-9]+");
        put(Map.of());
    }

    @Test
    void are_not_imported_by_halves() {
        AdminApi.Answer before = api.get(SETTINGS);

        AdminApi.Answer answer = api.post(SETTINGS + "/import", Map.of("defaultLifespan", 5));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("invalid-field");
        assertThat(api.get(SETTINGS).body()).isEqualTo(before.body());
    }

    @Test
    void are_imported_by_nobody_who_may_not_manage_the_realm(Browser browser) {
        Scene scene = Scene.withAgentRoles(realm, browser, "impersonation", "view-realm");
        AdminApi.Answer before = api.get(SETTINGS);

        AdminApi.Answer answer =
                scene.agentApi().post(SETTINGS + "/import", before.response().body());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(api.get(SETTINGS).body()).isEqualTo(before.body());
    }

    @Test
    void decide_whether_a_reason_and_what_ticket_is_asked_for(Browser browser) {
        Scene scene = Scene.with(realm, browser);
        put(Map.of("reasonRequired", false, "ticketPattern", "SUP-[0-9]+"));

        AdminApi.Answer without = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().username()));
        AdminApi.Answer with = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().username(), "ticket", "SUP-42"));

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.errorKey()).isEqualTo("ticket-reference-invalid");
        assertThat(without.body().has("startUrl")).isFalse();
        assertThat(with.status()).isEqualTo(201);
        scene.page().navigate(with.body().path("startUrl").asText());
        scene.confirmIntoAccountConsole();
        assertThat(scene.status()).contains("\"impersonating\":true");
        put(Map.of());
    }

    @Test
    void decide_how_far_an_impersonation_reaches_that_does_not_say(Browser browser) {
        Scene scene = Scene.with(realm, browser);
        put(Map.of("defaultMode", "read-only"));

        AdminApi.Answer answer = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().username(), "reason", "r"));

        assertThat(answer.body().path("mode").asText()).isEqualTo("read-only");
        put(Map.of());
    }

    @Test
    void leave_a_trail_entry_and_an_admin_event_when_changed() {
        put(Map.of("defaultLifespan", 777));

        assertThat(rows.of("ASSUME_TRAIL", "ACTION", "SETTINGS_CHANGED"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("ACTOR_NAME", "admin")
                        .hasEntrySatisfying(
                                "DETAIL",
                                detail -> assertThat(detail.toString()).contains("PT12M57S")));
        assertThat(realm.admin().getAdminEvents())
                .anySatisfy(event -> assertThat(event.getResourcePath()).isEqualTo(SETTINGS));
    }

    private void put(Map<String, Object> changes) {
        assertThat(api.put(SETTINGS, settings(version(), changes)).status()).isEqualTo(200);
    }

    private int version() {
        return api.get(SETTINGS).body().path("version").asInt();
    }

    private static Map<String, Object> settings(int version, Map<String, ?> changes) {
        return RealmSettings.with(version, changes);
    }
}

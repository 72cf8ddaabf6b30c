package io.github.keycloakassume.tests.applications;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.keycloakassume.demo.tickets.TicketApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("A resource server behind the filter")
final class FilterIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Desk desk;
    private final List<String> auditLog = new CopyOnWriteArrayList<>();
    private TicketApi api;

    FilterIT(RealmFixture realm) {
        desk = Desk.in(realm);
        api = start(Map.of("client-secret", desk.api().secret()));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void gives_the_record_to_the_end_user_and_names_both_in_its_log() throws Exception {
        HttpResponse<String> opened = open(desk.agentToken(), desk.alice().email());

        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(opened.body()).contains("\"requester_id\":\"" + desk.alice().id() + "\"");
        assertThat(auditLog)
                .singleElement()
                .asString()
                .contains(desk.alice().username(), desk.agent().username());
        assertThat(tickets(desk.token(desk.alice(), "openid"))).contains("Help!");
        assertThat(tickets(desk.token(desk.agent(), "openid"))).doesNotContain("Help!");
    }

    @Test
    void finds_a_user_by_id_and_by_user_name_too() throws Exception {
        assertThat(open(desk.agentToken(), desk.alice().id()).statusCode()).isEqualTo(201);
        assertThat(open(desk.agentToken(), desk.alice().username()).statusCode())
                .isEqualTo(201);
    }

    @Test
    void authenticates_with_a_key_instead_of_a_secret(@TempDir Path folder) throws Exception {
        RSAKey key = new RSAKeyGenerator(2048)
                .keyID("filter")
                .keyUse(KeyUse.SIGNATURE)
                .generate();
        useKey(key);
        api.close();
        api = start(Map.of(
                "client-key-file",
                Files.writeString(folder.resolve("key.json"), key.toJSONString())
                        .toString()));

        assertThat(open(desk.agentToken(), desk.alice().email()).statusCode()).isEqualTo(201);
    }

    @Test
    void refuses_every_user_of_whom_keycloak_gives_no_token_alike() throws Exception {
        TestUser disabled = desk.realm().user("disabled-of-" + desk.alice().username(), user -> user.setEnabled(false));
        TestUser administrator = desk.realm().user("admin-of-" + desk.alice().username(), "realm-admin");

        HttpResponse<String> unknown = open(desk.agentToken(), "a-user-whom-there-is-not");

        assertRefused(unknown, 401, "invalid_token");
        assertThat(open(desk.agentToken(), disabled.email()).body()).isEqualTo(unknown.body());
        assertThat(open(desk.agentToken(), administrator.email()).body()).isEqualTo(unknown.body());
        assertThat(auditLog).isEmpty();
    }

    @Test
    void refuses_a_user_who_has_not_consented_as_any_other() throws Exception {
        String unknown = open(desk.agentToken(), "a-user-whom-there-is-not").body();
        changeApi(client -> client.setConsentRequired(true));

        HttpResponse<String> refused = open(desk.agentToken(), desk.alice().email());

        assertRefused(refused, 401, "invalid_token");
        assertThat(refused.body()).isEqualTo(unknown);
        assertThat(auditLog).isEmpty();
    }

    @Test
    void does_not_blame_the_caller_for_the_settings_of_its_own_client() throws Exception {
        changeApi(client -> client.getAttributes().put("standard.token.exchange.enabled", "false"));

        HttpResponse<String> refused = open(desk.agentToken(), desk.alice().email());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(auditLog).isEmpty();
    }

    @Test
    void refuses_a_token_without_the_right() throws Exception {
        assertRefused(open(desk.token(desk.agent(), "openid"), desk.alice().email()), 403, "insufficient_scope");
        // Keycloak gives the scope to holders of the right alone.
        assertRefused(
                open(
                        desk.token(desk.alice(), "openid impersonate"),
                        desk.agent().email()),
                403,
                "insufficient_scope");
        assertThat(auditLog).isEmpty();
    }

    @Test
    void refuses_the_token_of_an_actor_who_has_logged_out() throws Exception {
        String token = desk.agentToken();
        desk.realm().admin().users().get(desk.agent().id()).logout();

        assertRefused(open(token, desk.alice().email()), 401, "invalid_token");
        assertThat(auditLog).isEmpty();
    }

    @Test
    void leaves_requests_without_the_header_alone() throws Exception {
        HttpResponse<String> opened = send(request(api.url(), desk.token(desk.alice(), "openid")));

        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(auditLog).singleElement().asString().doesNotContain(" by ");
    }

    @Test
    void is_the_only_one_who_reads_the_header() throws Exception {
        URI tokens = URI.create(desk.realm().url() + "/protocol/openid-connect/token");
        String form = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id="
                + desk.api().clientId() + "&client_secret=" + desk.api().secret()
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&subject_token="
                + desk.agentToken();

        HttpResponse<String> exchanged = send(HttpRequest.newBuilder(tokens)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-On-Behalf-Of", desk.alice().email())
                .POST(BodyPublishers.ofString(form)));

        assertThat(exchanged.statusCode()).isEqualTo(200);
        Map<String, Object> claims = claimsOf(exchanged.body());
        assertThat(claims).containsEntry("sub", desk.agent().id()).doesNotContainKeys("act", "impersonation");
    }

    private TicketApi start(Map<String, String> credentials) {
        var settings = new HashMap<>(credentials);
        settings.put("issuer", desk.realm().url().toString());
        settings.put("client-id", desk.api().clientId());
        settings.put("default-reason", "A request to the ticket API");
        return TicketApi.start(0, settings, auditLog::add);
    }

    private void useKey(RSAKey key) {
        changeApi(client -> {
            client.setClientAuthenticatorType("client-jwt");
            client.getAttributes().put("use.jwks.string", "true");
            client.getAttributes()
                    .put("jwks.string", new JWKSet(key).toPublicJWKSet().toString());
        });
    }

    private void changeApi(Consumer<ClientRepresentation> change) {
        var client = desk.realm().admin().clients().get(desk.api().id());
        ClientRepresentation changed = client.toRepresentation();
        change.accept(changed);
        client.update(changed);
    }

    private HttpResponse<String> open(String token, String user) throws IOException, InterruptedException {
        return send(request(api.url(), token).header("X-On-Behalf-Of", user));
    }

    private static HttpRequest.Builder request(URI address, String token) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"ticket\": {\"subject\": \"Help!\", \"comment\": {\"body\": \"My printer is on fire!\"}}}"));
    }

    private String tickets(String token) throws IOException, InterruptedException {
        return send(request(api.url(), token).GET()).body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static Map<String, Object> claimsOf(String answer) {
        return TokenEndpoint.claims(String.valueOf(TokenEndpoint.json(answer).get("access_token")));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"" + error + "\"");
    }
}

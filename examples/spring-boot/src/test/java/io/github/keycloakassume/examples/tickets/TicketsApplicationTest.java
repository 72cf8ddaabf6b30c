package io.github.keycloakassume.examples.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.onbehalfof.Realm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

final class TicketsApplicationTest {

    private Realm realm;
    private ConfigurableApplicationContext application;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        realm = new Realm();
        var boot = new SpringApplication(TicketsApplication.class);
        // Arguments come before application.properties.
        application = boot.run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + realm.issuer(),
                "--spring.security.oauth2.resourceserver.jwt.audiences=" + Realm.AUDIENCE,
                "--tickets.on-behalf-of.client-id=" + Realm.AUDIENCE);
    }

    @AfterEach
    void stop() {
        application.close();
        realm.close();
    }

    @Test
    void aTicketOpenedOnBehalfOfAUserIsTheirs() throws Exception {
        realm.answers((exchange, form) -> Realm.respond(
                exchange,
                200,
                Realm.tokenAnswer(realm.exchangedToken("alice", claims -> claims.audience(Realm.AUDIENCE)))));

        HttpResponse<String> opened = open(realm.actorToken(), Map.of("X-On-Behalf-Of", "alice@example.com"));

        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(opened.body()).contains("\"requester\":\"alice-id\"");
        assertThat(open(realm.actorToken(), Map.of()).body()).contains("\"requester\":\"agent-id\"");
    }

    @Test
    void springSecurityStillLooksAtTheAudienceOfTheEndUsersToken() throws Exception {
        realm.answers((exchange, form) -> Realm.respond(
                exchange, 200, Realm.tokenAnswer(realm.exchangedToken("alice", claims -> claims.audience("another")))));

        assertThat(open(realm.actorToken(), Map.of("X-On-Behalf-Of", "alice@example.com"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aRefusedUserIsRefusedBeforeTheApplication() throws Exception {
        realm.answers(403, "{\"error\":\"access_denied\"}");

        HttpResponse<String> refused = open(realm.actorToken(), Map.of("X-On-Behalf-Of", "alice@example.com"));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_token");
    }

    @Test
    void aTicketWithoutASubjectIsRefused() throws Exception {
        assertThat(open(realm.actorToken(), Map.of(), "{\"subject\":\"Help!\"}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> open(String token, Map<String, String> headers)
            throws IOException, InterruptedException {
        return open(
                token,
                headers,
                "{\"ticket\":{\"subject\":\"Help!\",\"comment\":{\"body\":\"My printer is on fire!\"}}}");
    }

    private HttpResponse<String> open(String token, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/tickets"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}

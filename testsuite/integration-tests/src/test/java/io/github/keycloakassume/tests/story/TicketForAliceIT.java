package io.github.keycloakassume.tests.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.keycloakassume.demo.DemoRealm;
import io.github.keycloakassume.demo.tickets.TicketApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("The agent of the demo opens a ticket for Alice, with curl")
final class TicketForAliceIT {

    private final RunningKeycloak server;
    private final RunningAcme acme;
    private final List<String> auditLog = new CopyOnWriteArrayList<>();
    private final TicketApi tickets;

    TicketForAliceIT(RunningKeycloak server, Keycloak admin, Mailbox mailbox) throws JsonProcessingException {
        this.server = server;
        this.acme = RunningAcme.on(server, admin, mailbox);
        this.tickets = TicketApi.start(0, server.baseUrl(), DemoRealm.NAME, auditLog::add);
    }

    @AfterEach
    void removeTheRealm() {
        tickets.close();
        acme.close();
    }

    @Test
    void the_whole_story() throws Exception {
        String agent = token("agent", "impersonate");

        String opened = curl(
                tickets.url().toString(),
                "-H",
                "Authorization: Bearer " + agent,
                "-H",
                "X-On-Behalf-Of: alice@acme-east.example",
                "-H",
                "Content-Type: application/json",
                "-d",
                "{\"ticket\": {\"subject\": \"Help!\", \"comment\": {\"body\": \"My printer is on fire!\"}}}");

        assertThat(opened).contains("\"requester\":\"alice\"", "Help!");
        assertThat(auditLog).singleElement().asString().contains("opened for alice (", " by agent (", "impersonation ");
        assertThat(curl(tickets.url().toString(), "-H", "Authorization: Bearer " + agent))
                .doesNotContain("Help!");
        assertThat(status("tina@acme-east.example", agent)).isEqualTo("401");
        assertThat(status("carla@acme.example", agent)).isEqualTo("401");
        assertThat(status("alice@acme-east.example", token("bob", "impersonate")))
                .isEqualTo("403");
    }

    private String status(String user, String token) throws IOException, InterruptedException {
        return curl(
                tickets.url().toString(),
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "-H",
                "Authorization: Bearer " + token,
                "-H",
                "X-On-Behalf-Of: " + user);
    }

    private String token(String user, String scope) throws IOException, InterruptedException {
        String answer = curl(
                server.baseUrl() + "/realms/acme/protocol/openid-connect/token",
                "-d",
                "grant_type=password",
                "-d",
                "client_id=acme-desk",
                "-d",
                "client_secret=acme-desk-secret",
                "-d",
                "username=" + user,
                "-d",
                "password=" + DemoRealm.PASSWORD,
                "-d",
                "scope=" + scope);
        return String.valueOf(TokenEndpoint.json(answer).get("access_token"));
    }

    private static String curl(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("curl", "-s"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("curl").isZero();
        return output;
    }
}

package io.github.keycloakassume.tests.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.demo.DemoRealm;
import io.github.keycloakassume.demo.sample.Tokens;
import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.RunningKeycloak;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("The agent of the demo becomes Alice and comes back")
final class FirstLightIT {

    private final RunningKeycloak server;
    private final Rows rows;
    private final Page page;
    private final RunningAcme acme;

    FirstLightIT(RunningKeycloak server, Keycloak admin, Mailbox mailbox, Rows rows, Browser browser)
            throws JsonProcessingException {
        this.server = server;
        this.rows = rows;
        this.page = browser.page();
        this.acme = RunningAcme.on(server, admin, mailbox);
    }

    @AfterEach
    void removeTheRealm() {
        acme.close();
    }

    @Test
    void the_whole_story() throws JsonProcessingException {
        agentLogsIn();
        Tokens agent = tokensOf("agent");
        assertThat(agent.idTokenClaims()).doesNotContainKeys("act", "impersonation");

        agentBecomesAlice("ticket 42: Alice cannot see her invoice");
        assertThat(page.locator("#impersonation")).containsText("agent");
        assertThat(page.locator("#username")).hasText("alice");
        screenshot("story-2-as-alice");
        assertEveryTokenNamesTheAgent(agent);

        page.locator("#refresh").click();
        assertThat(page.locator("#username")).hasText("alice");
        assertEveryTokenNamesTheAgent(agent);
        Tokens alice = tokensOf("alice");

        page.locator("#back-to-my-own-view").click();
        page.locator("#assume-confirm").click();
        assertThat(page.locator("#username")).hasText("agent");
        assertThat(page.locator("#impersonation")).hasCount(0);
        screenshot("story-3-back-as-agent");

        Tokens back = tokensOf("agent");
        assertThat(back.sessionId()).as("the very session he left").isEqualTo(agent.sessionId());
        assertThat(back.accessTokenClaims()).doesNotContainKeys("act", "impersonation");
        assertThat(acme.application().sessionOf("alice"))
                .as("the back-channel logout has ended the application's session of Alice")
                .isEmpty();
        assertNothingOfAliceLives(alice);
        assertTheTrailTellsIt(agent.subject(), alice.subject());
    }

    @Test
    void others_see_why_they_cannot_be_assumed() {
        agentLogsIn();

        askFor("tina", "a look around");
        assertThat(page.locator("#error")).containsText("subject-more-privileged");
        askFor("carla", "a look around");
        assertThat(page.locator("#error")).containsText("user-disabled");
        askFor("nobody", "a look around");
        assertThat(page.locator("#error")).containsText("user-not-found");
    }

    private void agentLogsIn() {
        page.navigate(acme.application().url().toString());
        page.locator("#login").click();
        page.locator("#username").fill("agent");
        page.locator("#kc-login").click();
        page.locator("#password").fill(DemoRealm.PASSWORD);
        page.locator("#kc-login").click();
        assertThat(page.locator("#username")).hasText("agent");
    }

    private void agentBecomesAlice(String reason) {
        askFor("alice", reason);
        Locator confirm = page.locator("#assume-start");
        assertThat(confirm).containsText("alice");
        assertThat(confirm).containsText(reason);
        screenshot("story-1-confirm");
        page.locator("#assume-confirm").click();
        page.waitForURL(acme.application().url() + "/**");
    }

    private void askFor(String username, String reason) {
        page.navigate(acme.application().url().toString());
        page.locator("#support-link").click();
        page.locator("#user").fill(username);
        page.locator("#reason").fill(reason);
        page.locator("#become").click();
    }

    private void assertEveryTokenNamesTheAgent(Tokens agent) throws JsonProcessingException {
        Map<String, Object> act = Map.of(
                "sub",
                agent.subject(),
                "iss",
                server.baseUrl() + "/realms/acme",
                "preferred_username",
                "agent",
                "sub_profile",
                "user");
        Tokens received = tokensOf("alice");
        assertThat(received.accessTokenClaims()).containsEntry("act", act).containsKey("impersonation");
        assertThat(received.idTokenClaims()).containsEntry("act", act).containsKey("impersonation");
        assertThat(shown("userinfo")).containsEntry("act", act).containsKey("impersonation");
        assertThat(shown("introspection"))
                .containsEntry("act", act)
                .containsEntry("active", true)
                .containsKey("impersonation");
    }

    private void assertNothingOfAliceLives(Tokens alice) {
        assertThat(acme.realm().users().get(alice.subject()).getUserSessions()).isEmpty();
        String sid = alice.sessionId().orElseThrow();
        assertThat(rows.of("ASSUME_IMPERSONATION", "USER_SESSION_ID", sid))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "REVERTED"));
    }

    private void assertTheTrailTellsIt(String agentId, String aliceId) {
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", aliceId))
                .allSatisfy(row -> assertThat(row).containsEntry("ACTOR_ID", agentId))
                .extracting(row -> row.get("ACTION"))
                .contains("ACTED")
                .filteredOn(action -> !"ACTED".equals(action))
                .containsExactlyInAnyOrder("REQUESTED", "STARTED", "ENDED");
    }

    private Tokens tokensOf(String username) {
        return acme.application().sessionOf(username).orElseThrow().tokens();
    }

    private Map<String, Object> shown(String id) throws JsonProcessingException {
        return new ObjectMapper()
                .readValue(page.locator("#" + id).innerText(), new TypeReference<Map<String, Object>>() {});
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Artifacts.directory().resolve("screenshots").resolve(name + ".png"))
                .setFullPage(true));
    }
}

package io.github.keycloakassume.tests.impersonation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.HttpHeader;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;

/** Keycloak's own call to impersonate, sent as the Admin Console sends it: from a browser, with its token. */
public record StockButton(RealmFixture realm, BrowserContext browser, String accessToken) {

    private static final String CONFIRM = "#assume-confirm";
    private static final String BEARER = "Bearer ";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** With the Admin Console's own token, of the agent's browser. */
    public static StockButton ofConsole(Scene scene, RealmFixture realm) {
        Page page = scene.page();
        String address = realm.url().toString().replace("/realms/", "/admin/") + "/console/";
        Request asking = page.waitForRequest(
                request -> request.headers().getOrDefault("authorization", "").startsWith(BEARER),
                () -> page.navigate(address));
        String token = String.valueOf(asking.headers().get("authorization")).substring(BEARER.length());
        page.navigate(AppInBrowser.HOME);
        return new StockButton(realm, page.context(), token);
    }

    /** What it answered. */
    public record Answer(int status, JsonNode body, List<String> cookies) {

        public String errorKey() {
            return body.path("errorMessage").asText();
        }

        /** Where the Admin Console leads the browser. */
        public String redirect() {
            return body.path("redirect").asText();
        }
    }

    public static StockButton of(Scene scene, RealmFixture realm) {
        return new StockButton(
                realm, scene.page().context(), scene.agentTokens().accessToken());
    }

    /** Presses it, follows the answer as the console does, and confirms; the browser lands in the account console. */
    public Answer start(TestUser subject) {
        Answer answer = press(subject);
        confirm(answer);
        return answer;
    }

    /** Follows an answer in this browser, and confirms. */
    public void confirm(Answer answer) {
        Page page = page();
        page.navigate(answer.redirect());
        // The account console goes on navigating by itself until then.
        page.waitForResponse(
                response -> response.url().contains("/account/?userProfileMetadata"),
                () -> page.locator(CONFIRM).click());
    }

    private Page page() {
        return browser.pages().isEmpty() ? browser.newPage() : browser.pages().get(0);
    }

    public Answer press(TestUser subject) {
        return pressAt("/users/" + subject.id() + "/impersonation");
    }

    /** The same at another spelling of its path below the realm. */
    public Answer pressAt(String path) {
        String address = realm.url().toString().replace("/realms/", "/admin/realms/") + path;
        APIResponse response = browser.request()
                .post(address, RequestOptions.create().setHeader("Authorization", BEARER + accessToken));
        return new Answer(
                response.status(),
                read(response.text()),
                response.headersArray().stream()
                        .filter(header -> "set-cookie".equalsIgnoreCase(header.name))
                        .map((HttpHeader header) -> header.value)
                        .toList());
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}

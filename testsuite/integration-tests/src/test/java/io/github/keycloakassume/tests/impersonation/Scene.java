package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * An agent who may impersonate, logged in to an application in his browser, and Alice, whom he can become. Each scene has
 * people of its own, so tests of one realm do not meet.
 */
public final class Scene {

    public static final String SESSIONS = "impersonation/sessions";
    public static final String REASON = "ticket 42: cannot see the invoice";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final Browser browser;
    private final int number = NUMBER.incrementAndGet();
    private final TestClient client;
    private final TestUser agent;
    private final TestUser alice;
    private final AppInBrowser app;
    private final TokenAnswer agentTokens;

    private Scene(RealmFixture realm, Browser browser, String... agentRoles) {
        this(
                realm,
                browser,
                number -> realm.user("agent-" + number, agentRoles),
                number -> realm.user("alice-" + number));
    }

    private Scene(RealmFixture realm, Browser browser, IntFunction<TestUser> agent, IntFunction<TestUser> alice) {
        this.realm = realm;
        this.browser = browser;
        this.client = app(realm, "app-" + number, client -> {});
        this.agent = agent.apply(number);
        this.alice = alice.apply(number);
        this.app = new AppInBrowser(realm, client, browser.context());
        this.agentTokens = app.login(this.agent);
    }

    /** A client whose redirect URIs are the pages of the tests' applications. */
    public static TestClient app(RealmFixture realm, String clientId, Consumer<ClientRepresentation> change) {
        return realm.client(clientId, client -> {
            client.setRedirectUris(List.of(AppPages.address("/*")));
            change.accept(client);
        });
    }

    public static Scene with(RealmFixture realm, Browser browser) {
        return new Scene(realm, browser, "impersonation");
    }

    public static Scene withAgentRoles(RealmFixture realm, Browser browser, String... roles) {
        return new Scene(realm, browser, roles);
    }

    /** With people that are there already. */
    public static Scene of(RealmFixture realm, Browser browser, TestUser agent, TestUser alice) {
        return new Scene(realm, browser, number -> agent, number -> alice);
    }

    public int number() {
        return number;
    }

    public TestUser agent() {
        return agent;
    }

    public TestUser alice() {
        return alice;
    }

    public TestClient client() {
        return client;
    }

    public AppInBrowser app() {
        return app;
    }

    public Page page() {
        return browser.page();
    }

    public TokenAnswer agentTokens() {
        return agentTokens;
    }

    /** The Admin API with the agent's own token. */
    public AdminApi agentApi() {
        return AdminApi.of(realm, agentTokens.accessToken());
    }

    public AdminApi.Answer request(TestUser subject) {
        return agentApi().post(SESSIONS, wish(subject));
    }

    public Map<String, String> wish(TestUser subject) {
        return Map.of(
                "user",
                subject.username(),
                "reason",
                REASON,
                "client",
                client.clientId(),
                "redirectUri",
                AppInBrowser.HOME);
    }

    /** An address that starts an impersonation of Alice. */
    public String startUrl() {
        return request(alice).body().path("startUrl").asText();
    }

    /** Makes the agent's browser Alice, and gives the id of the impersonation. */
    public String becomeAlice() {
        return become(alice);
    }

    public String become(TestUser subject) {
        return start(request(subject));
    }

    /** Makes the agent's browser Alice for that long. */
    public String becomeAliceFor(Duration lifespan) {
        Map<String, Object> wish = new HashMap<>(wish(alice));
        wish.put("lifespan", lifespan.toSeconds());
        return start(agentApi().post(SESSIONS, wish));
    }

    /** Makes the agent's browser Alice for that reason. */
    public void becomeAliceBecause(String reason) {
        Map<String, String> wish = new HashMap<>(wish(alice));
        wish.put("reason", reason);
        start(agentApi().post(SESSIONS, wish));
    }

    /** Makes the agent's browser Alice in read-only mode; it lands in the account console. */
    public void becomeAliceReadOnly() {
        page().navigate(agentApi()
                .post(SESSIONS, Map.of("user", alice.username(), "reason", REASON, "mode", "read-only"))
                .body()
                .path("startUrl")
                .asText());
        confirmIntoAccountConsole();
    }

    /** Confirms, and waits for what the account console asks for last: until then it goes on navigating by itself. */
    public void confirmIntoAccountConsole() {
        page().waitForResponse(response -> response.url().contains("/account/?userProfileMetadata"), this::confirm);
    }

    private String start(AdminApi.Answer requested) {
        page().navigate(requested.body().path("startUrl").asText());
        confirm();
        page().waitForURL(AppInBrowser.HOME);
        return requested.body().path("id").asText();
    }

    public void confirm() {
        page().locator("#assume-confirm").click();
    }

    /** Comes back to the agent's own view, from the confirm page on. */
    public void revert() {
        page().navigate(revertUrl() + "?return_to=" + AppInBrowser.HOME);
        confirm();
        page().waitForURL(AppInBrowser.HOME);
    }

    public String revertUrl() {
        return realm.url() + "/impersonation/revert";
    }

    /** Comes back as a page of Keycloak itself would ask for it; the answer is not followed. */
    public APIResponse postRevert(BrowserContext context) {
        return postRevert(context, FormData.create());
    }

    /** The same with a form of your own. */
    public APIResponse postRevert(BrowserContext context, FormData form) {
        return postRevert(realm, context, form);
    }

    /** The same in whatever realm. */
    public static APIResponse postRevert(RealmFixture realm, BrowserContext context, FormData form) {
        return context.request()
                .post(
                        realm.url() + "/impersonation/revert",
                        RequestOptions.create()
                                .setForm(form)
                                .setHeader("Sec-Fetch-Site", "same-origin")
                                .setMaxRedirects(0));
    }

    /** The {@code act} of a token in which the agent acts. */
    public Map<String, String> act() {
        return Map.of(
                "sub", agent.id(),
                "iss", realm.url().toString(),
                "preferred_username", agent.username(),
                "sub_profile", "user");
    }

    /** An application that is told of logouts with the id of the session. */
    public static TestClient listening(RealmFixture realm, String clientId, LogoutReceiver receiver) {
        return app(
                realm,
                clientId,
                client -> client.setAttributes(Map.of(
                        "backchannel.logout.url", receiver.url(), "backchannel.logout.session.required", "true")));
    }

    /** What the status resource tells a page of Keycloak itself in that browser. */
    public String status(BrowserContext context) {
        return context.request()
                .get(realm.url() + "/impersonation/status", RequestOptions.create())
                .text();
    }

    public String status() {
        return status(browser.context());
    }

    /** Another browser, in which nobody is logged in. */
    public BrowserContext otherBrowser() {
        return browser.context().browser().newContext();
    }

    public AppInBrowser appIn(BrowserContext context) {
        return new AppInBrowser(realm, client, context);
    }
}

package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.DpopKey;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** An application of the code flow in one browser; its own pages are those of {@link AppPages}. */
public final class AppInBrowser {

    public static final String HOME = AppPages.address("/home");

    public static final String CALLBACK = AppPages.address("/callback");

    private final RealmFixture realm;
    private final TestClient client;
    private final Page page;

    public AppInBrowser(RealmFixture realm, TestClient client, BrowserContext context) {
        this(
                realm,
                client,
                context.pages().isEmpty() ? context.newPage() : context.pages().get(0));
    }

    private AppInBrowser(RealmFixture realm, TestClient client, Page page) {
        this.realm = realm;
        this.client = client;
        this.page = page;
    }

    /** Beside what is open in that browser already. */
    public static AppInBrowser inNewTab(RealmFixture realm, TestClient client, BrowserContext context) {
        return new AppInBrowser(realm, client, context.newPage());
    }

    public Page page() {
        return page;
    }

    /** Opens the application, fills Keycloak's login form in and takes the tokens. */
    public TokenAnswer login(TestUser user) {
        open();
        fillIn(user);
        return tokens();
    }

    /** Opens the application; single sign-on must do. */
    public TokenAnswer singleSignOn() {
        open();
        return tokens();
    }

    /** Goes to the login endpoint and leaves the browser at whatever page answers. */
    public Page open() {
        return openWith("");
    }

    /** The same with more parameters, written as they stand in the address. */
    public Page openWith(String parameters) {
        return openScoped("&scope=openid" + parameters);
    }

    /** The same with the scope among the parameters. */
    public Page openScoped(String parameters) {
        page.navigate(realm.url() + "/protocol/openid-connect/auth?response_type=code&client_id=" + client.clientId()
                + "&redirect_uri=" + CALLBACK + parameters);
        return page;
    }

    /**
     * Goes to the login endpoint with a query of your own (response type, scope), and gives what the application is
     * answered, wherever it stands: query or fragment.
     */
    public RedirectAnswer ask(String query) {
        page.navigate(realm.url() + "/protocol/openid-connect/auth?client_id=" + client.clientId() + "&redirect_uri="
                + CALLBACK + "&" + query);
        page.waitForURL(url -> url.startsWith(CALLBACK));
        return RedirectAnswer.of(page.url());
    }

    /** Exchanges a code that came in another way than {@link #tokens()} knows. */
    public TokenAnswer exchange(String code) {
        return realm.tokens()
                .token(client, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
    }

    /** In one form, or, where a realm has organizations, in two: they ask for the password when they know who it is. */
    public void fillIn(TestUser user) {
        page.locator("#username").fill(user.username());
        if (!page.locator("#password").isVisible()) {
            page.locator("#kc-login").click();
        }
        page.locator("#password").fill(user.password());
        page.locator("#kc-login").click();
    }

    /** Logs out as the application would (RP-initiated), and comes back to its home page. */
    public void logout(TokenAnswer tokens) {
        page.navigate(realm.url() + "/protocol/openid-connect/logout?id_token_hint=" + tokens.idToken()
                + "&post_logout_redirect_uri=" + HOME);
        page.waitForURL(HOME);
    }

    /** Opens the application, which has its tokens bound to a key; single sign-on must do. */
    public TokenAnswer singleSignOn(DpopKey key) {
        open();
        return realm.tokens().token(client, exchange(), key);
    }

    /** Exchanges the code that the browser has brought. */
    public TokenAnswer tokens() {
        return realm.tokens().token(client, exchange());
    }

    /** Waits until the browser is back from Keycloak. */
    public void awaitCode() {
        page.waitForURL(url -> url.startsWith(CALLBACK));
    }

    private Map<String, String> exchange() {
        awaitCode();
        return Map.of("grant_type", "authorization_code", "code", code(page.url()), "redirect_uri", CALLBACK);
    }

    private static String code(String url) {
        return Arrays.stream(URI.create(url).getRawQuery().split("&"))
                .filter(parameter -> parameter.startsWith("code="))
                .map(parameter -> URLDecoder.decode(parameter.substring("code=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no code in " + url));
    }
}

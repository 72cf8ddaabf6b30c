package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

/** Found as {@code null} in a token, a cookie and a note: parsed without an error, and then nothing to ask. */
@KeycloakTest
@DisplayName("What a caller writes that is no object, of other types, cut off or far too much")
final class WrittenByCallersIT {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** What may stand where a token has its claims. */
    private static final List<String> PAYLOADS = List.of(
            "null",
            "[]",
            "[null]",
            "\"x\"",
            "7",
            "true",
            "{}",
            "{\"iss\":",
            "{\"iss\":[1],\"sid\":{},\"azp\":[],\"act\":null}",
            "{\"iss\":null,\"sid\":null,\"act\":{}}",
            "{\"iss\":\"REALM\",\"sid\":\"" + "s".repeat(3_000) + "\",\"act\":{}}",
            "{\"iss\":\"REALM\",\"sid\":\"\\u0000\",\"act\":{}}",
            "{\"iss\":\"REALM\",\"sid\":\"\\ud800\",\"act\":{}}",
            "{\"iss\":\"http://other/realms/%ff\",\"sid\":\"s\",\"act\":{}}",
            "{\"iss\":\"http://other/realms/%\",\"sid\":\"s\",\"act\":{}}",
            "{\"iss\":\"http://other/realms/%00\",\"sid\":\"s\",\"impersonation\":[]}",
            "{\"act\":".repeat(2_000) + "1" + "}".repeat(2_000));

    /** What may stand where a resource of ours expects an object. */
    private static final List<String> BODIES = List.of(
            "null",
            "[]",
            "[null]",
            "\"x\"",
            "7",
            "true",
            "",
            "{",
            "{\"user\":",
            "{\"user\":{},\"reason\":[]}",
            "{\"user\":null,\"reason\":null,\"version\":null}",
            "{\"user\":\"\\u0000\",\"reason\":\"\\u0000\"}",
            "{\"user\":\"\\ud800\",\"reason\":\"\\ud800\"}",
            "{\"version\":1e400}",
            "{\"version\":\"0\"}",
            "{\"reason\":\"" + "r".repeat(70_000) + "\"}",
            "{\"reason\":".repeat(2_000) + "1" + "}".repeat(2_000));

    private static final List<String> RESOURCES = List.of(
            "POST impersonation/sessions",
            "POST impersonation/sessions/ID/extend",
            "PUT impersonation/settings",
            "POST impersonation/settings/import",
            "POST account-assumption/grants",
            "PUT account-assumption/grants/ID",
            "POST account-assumption/requests",
            "POST account-assumption/requests/ID/approve",
            "POST account-assumption/requests/ID/deny",
            "PUT account-assumption/settings",
            "PUT account-assumption/trial",
            "POST account-assumption/import");

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;
    private final Rows rows;

    WrittenByCallersIT(RealmFixture realm, Browser browser, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
        this.rows = rows;
    }

    @Test
    void as_an_access_token_is_no_token() {
        SoftAssertions each = new SoftAssertions();
        for (String token : tokens().toList()) {
            AdminApi caller = AdminApi.ofRealm(realm, token);
            for (String door : List.of(
                    "GET testbed/time",
                    "GET protocol/openid-connect/userinfo",
                    "GET account",
                    "GET account-assumption/me",
                    "POST account-assumption/me/grants",
                    "GET impersonation/status",
                    "GET broker/some/token")) {
                String[] parts = door.split(" ", 2);
                AdminApi.Answer answer = caller.call(parts[0], parts[1], parts[0].equals("POST") ? "{}" : "");
                each.assertThat(answer.status())
                        .as("%s with %s", door, shortened(token))
                        .isIn(withoutAUser(door));
                each.assertThat(answer.response().body())
                        .as("%s with %s", door, shortened(token))
                        .doesNotContain("\"impersonating\":true", "\"sub\"", "\"username\"");
            }
        }
        each.assertAll();
    }

    /** Where no user is needed it opens as to anybody; what says that it is an impersonation is refused. */
    private static Object[] withoutAUser(String door) {
        return switch (door) {
            case "GET impersonation/status" -> new Object[] {200};
            case "GET testbed/time" -> new Object[] {200, 403};
            default -> new Object[] {400, 401, 403};
        };
    }

    @Test
    void in_a_form_is_no_token() {
        TestClient client = realm.client("forms");
        SoftAssertions each = new SoftAssertions();
        for (String token : tokens().toList()) {
            for (Map<String, String> form : List.of(
                    Map.of("grant_type", "urn:testbed:grant", "proof", token),
                    Map.of("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket", "claim_token", token))) {
                TokenAnswer answer = realm.tokens().token(client, form);
                // The grant type of the testbed asks for no token: what is no token of an impersonation goes through.
                each.assertThat(answer.status())
                        .as("%s with %s", form.get("grant_type"), shortened(token))
                        .isIn(form.containsKey("proof") ? new Object[] {200, 400, 403} : new Object[] {400, 403});
                if (answer.status() == 200) {
                    each.assertThat(answer.accessToken())
                            .as("of the testbed's own grant, which gives what it was given")
                            .isEqualTo("minted for " + token);
                }
            }
        }
        each.assertAll();
    }

    @Test
    void in_the_identity_cookie_is_nobodys_login() {
        Scene scene = Scene.with(realm, browser);
        SoftAssertions each = new SoftAssertions();
        for (String cookie : tokens().filter(token -> token.length() < 3_500).toList()) {
            try (BrowserContext other = scene.otherBrowser()) {
                other.addCookies(List.of(new Cookie("KEYCLOAK_IDENTITY", cookie).setUrl(realm.url() + "/")));
                AppInBrowser app = scene.appIn(other);
                app.open();
                each.assertThat(app.page().locator("#username").count())
                        .as("login form with %s", shortened(cookie))
                        .isEqualTo(1);
                for (String page : List.of(
                        "impersonation/status", "impersonation/start", "impersonation/revert", "testbed/time")) {
                    Response answer = app.page().navigate(realm.url() + "/" + page);
                    each.assertThat(answer.status())
                            .as("%s with %s", page, shortened(cookie))
                            .isLessThan(500);
                }
            }
        }
        each.assertAll();
    }

    /** A mapper of an identity provider may write any note of a session; that of the levels is read where step-up is asked. */
    @Test
    void in_a_note_of_the_login_counts_for_nothing() {
        Scene scene = Scene.with(realm, browser);
        RealmSettings settings = RealmSettings.of(realm, admin);
        settings.change(Map.of("stepUpMaxAge", 600));
        String login = String.valueOf(
                TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"));
        SoftAssertions each = new SoftAssertions();
        for (String note : List.of("x", "-", "99999999999999999999", "1.5")) {
            realm.note(login, "AUTH_TIME", note);
            AdminApi.Answer answer = scene.request(scene.alice());
            each.assertThat(answer.status() + " " + answer.errorKey())
                    .as("AUTH_TIME %s", note)
                    .isEqualTo("401 insufficient-user-authentication");
        }
        settings.change(Map.of());
        each.assertAll();
    }

    @Test
    void in_a_body_is_refused_and_nothing_is_done() {
        AdminApi caller = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
        SoftAssertions each = new SoftAssertions();
        Map<String, List<Map<String, Object>>> before = written();
        for (String resource : RESOURCES) {
            String[] parts = resource.replace("ID", "5b0dd4ba-3f4c-4c0e-b7a2-2f3b1a2f0000")
                    .split(" ", 2);
            for (String body : BODIES) {
                each.assertThat(caller.call(parts[0], parts[1], body).status())
                        .as("%s with %s", resource, shortened(body))
                        .isBetween(400, 499);
            }
        }
        each.assertThat(written()).isEqualTo(before);
        each.assertAll();
    }

    /** All rows of this realm that these resources write, the trail of refusals aside. */
    private Map<String, List<Map<String, Object>>> written() {
        String id = realm.admin().toRepresentation().getId();
        return Stream.of(
                        "ASSUME_GRANT",
                        "ASSUME_REQUEST",
                        "ASSUME_IMPERSONATION",
                        "ASSUME_SETTINGS",
                        "ASSUME_GRANT_SETTINGS",
                        "ASSUME_TENANT",
                        "ASSUME_OUTBOX")
                .collect(Collectors.toMap(table -> table, table -> rows.of(table, "REALM_ID", id)));
    }

    /** A signature is there, but nothing has made it. */
    private Stream<String> tokens() {
        String header = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        return Stream.concat(
                // No header null: Keycloak's own verifier answers that with 500, whatever is installed.
                Stream.of("..", "a.b.c", "null.null.null"),
                PAYLOADS.stream()
                        .map(payload -> payload.replace("REALM", realm.url().toString()))
                        .map(payload -> header + "." + encoded(payload) + ".c2ln"));
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}

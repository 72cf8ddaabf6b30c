package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("An impersonation that runs under a grant")
final class UnderGrantIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final TimeMachine time;

    private Tenant tenant;

    UnderGrantIT(RealmFixture realm, Browser browser, Rows rows, TimeMachine time) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.time = time;
    }

    @BeforeEach
    void setTheScene() {
        tenant = Tenant.with(realm, browser);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mode\": \"read-only\"",
                "\"grantee\": {\"role\": \"ROLE\"}",
                "\"subjectRoles\": [\"ROLE\"]",
                "\"allow\": [\"unlock\"]",
            })
    void ends_when_the_grant_is_put_on_terms_that_do_not_allow_it(String terms) {
        String role = "of-nobody-" + tenant.scene().number();
        realm.admin().roles().create(new RoleRepresentation(role, "", false));
        String grant = tenant.grantAlice();
        String id = tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();

        AdminApi.Answer changed = tenant.adasApi()
                .put(Tenant.GRANTS + "/" + grant, "{" + terms.replace("ROLE", role) + ", \"version\": 0}");

        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertOut(id, tokens);
    }

    @Test
    void goes_on_where_the_new_terms_allow_it_still() {
        String grant = tenant.grantAlice();
        tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();

        AdminApi.Answer changed = tenant.adasApi()
                .put(
                        Tenant.GRANTS + "/" + grant,
                        Map.of("grantee", Map.of("user", tenant.agent().id()), "maxConcurrent", 1, "version", 0));

        assertThat(changed.status()).isEqualTo(200);
        TokenAnswer refreshed = realm.tokens().refresh(tenant.scene().client(), tokens.refreshToken());
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(TokenEndpoint.claims(refreshed.accessToken()))
                .containsEntry("sub", tenant.alice().id());
    }

    @Test
    void ends_sooner_when_the_grant_does() {
        String grant = tenant.grantAlice();
        String id = tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();

        AdminApi.Answer reduced =
                tenant.adasApi().put(Tenant.GRANTS + "/" + grant, Map.of("duration", "PT5M", "version", 0));

        assertThat(endOf(id)).isEqualTo(reduced.body().path("endsAt").asLong());
        time.forward(Duration.ofMinutes(4));
        TokenAnswer still = realm.tokens().refresh(tenant.scene().client(), tokens.refreshToken());
        assertThat(still.status()).isEqualTo(200);
        time.forward(Duration.ofMinutes(1));
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), still.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void ends_no_later_when_the_grant_is_extended() {
        String grant = tenant.grant(tenant.wish("PT10M"));
        String id = tenant.scene().becomeAlice();
        long end = endOf(id);

        AdminApi.Answer extended =
                tenant.adasApi().put(Tenant.GRANTS + "/" + grant, Map.of("duration", "P1Y", "version", 0));

        assertThat(extended.status()).isEqualTo(200);
        assertThat(endOf(id)).isEqualTo(end);
        TokenAnswer tokens = tenant.scene().app().singleSignOn();
        time.forward(Duration.ofMinutes(10));
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), tokens.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void is_extended_no_further_than_the_grants_longest_impersonation() {
        tenant.grant(tenant.wish("P1D", Map.of("maxLifespan", 600)));
        String id = tenant.scene().becomeAliceFor(Duration.ofMinutes(5));
        long requestedAt = endOf(id) - Duration.ofMinutes(5).toMillis();

        AdminApi.Answer extended = extend(id);

        assertThat(extended.status()).as(extended.response().body()).isEqualTo(200);
        assertThat(endOf(id)).isEqualTo(requestedAt + Duration.ofMinutes(10).toMillis());
        assertThat(extend(id).errorKey()).isEqualTo("lifespan-out-of-range");
    }

    @Test
    void is_extended_no_further_than_the_grant_lasts() {
        long end = tenant.adasApi()
                .post(Tenant.GRANTS, tenant.wish("PT10M"))
                .body()
                .path("endsAt")
                .asLong();
        String id = tenant.scene().becomeAliceFor(Duration.ofMinutes(5));

        assertThat(extend(id).status()).isEqualTo(200);

        assertThat(endOf(id)).isLessThanOrEqualTo(end);
    }

    @Test
    void ends_when_the_subject_no_longer_holds_the_role() {
        String role = "clerk-" + tenant.scene().number();
        realm.grantRealmRole(tenant.alice(), role);
        tenant.grant(tenant.wish("P1D", Map.of("subjectRoles", List.of(role))));
        tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();

        realm.admin()
                .users()
                .get(tenant.alice().id())
                .roles()
                .realmLevel()
                .remove(List.of(realm.admin().roles().get(role).toRepresentation()));

        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), tokens.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void is_begun_by_who_logged_in_through_the_grants_identity_provider_and_not_by_his_password(Keycloak admin) {
        try (TrustedRealm realms = TrustedRealm.of(realm, admin, Map.of());
                BrowserContext second = tenant.scene().otherBrowser()) {
            TestUser agentThere = realms.trusted().user("agent-there");
            realms.link(tenant.agent(), agentThere);
            String grant =
                    tenant.grant(tenant.wish("P1D", Map.of("grantee", Map.of("identityProvider", TrustedRealm.ALIAS))));

            assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");

            AppInBrowser app = tenant.scene().appIn(second);
            app.openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
            app.fillIn(agentThere);
            AdminApi.Answer brokered = AdminApi.of(realm, app.tokens().accessToken())
                    .post(Scene.SESSIONS, tenant.scene().wish(tenant.alice()));
            assertThat(brokered.status()).as(brokered.response().body()).isEqualTo(201);
            assertThat(brokered.body().path("grant").asText()).isEqualTo(grant);
        }
    }

    @Test
    void takes_the_place_of_the_next_one_until_it_is_over() {
        tenant.grant(tenant.wish("P1D", Map.of("maxConcurrent", 1)));
        TestUser colleague = tenant.user("colleague", "assume-accounts");
        String id = tenant.scene().becomeAlice();

        AdminApi.Answer second =
                tenant.api(colleague).post(Scene.SESSIONS, tenant.scene().wish(tenant.alice()));
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.errorKey()).isEqualTo("grant-required");

        tenant.agentsApi().delete(Scene.SESSIONS + "/" + id);
        assertThat(tenant.api(colleague)
                        .post(Scene.SESSIONS, tenant.scene().wish(tenant.alice()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void is_alone_also_when_two_are_asked_for_before_either_starts() {
        String grant = tenant.grant(tenant.wish("P1D", Map.of("maxConcurrent", 1)));
        try (BrowserContext second = tenant.scene().otherBrowser()) {
            Page other = confirmPageOfColleague(second);
            tenant.scene().becomeAlice();

            other.locator("#assume-confirm").click();
            other.waitForLoadState();

            assertThat(startedUnder(grant)).hasSize(1);
            assertThat(other.url()).doesNotStartWith(AppInBrowser.HOME);
        }
    }

    @Test
    void is_alone_also_when_two_start_at_the_same_moment() {
        String grant = tenant.grant(tenant.wish("P1D", Map.of("maxConcurrent", 1)));
        try (BrowserContext second = tenant.scene().otherBrowser()) {
            HttpRequest one = confirmation(confirmPageOfColleague(second));
            tenant.scene().page().navigate(tenant.scene().startUrl());
            HttpRequest another = confirmation(tenant.scene().page());

            List<Integer> statuses = Stream.of(one, another)
                    .map(request -> CLIENT.sendAsync(request, BodyHandlers.ofString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .map(HttpResponse::statusCode)
                    .toList();

            assertThat(startedUnder(grant)).as("answers " + statuses).hasSize(1);
            assertThat(statuses).allMatch(status -> status < 500);
        }
    }

    private Page confirmPageOfColleague(BrowserContext context) {
        TestUser colleague = tenant.user("colleague", "assume-accounts");
        TokenAnswer own = tenant.scene().appIn(context).login(colleague);
        AdminApi.Answer requested = AdminApi.of(realm, own.accessToken())
                .post(Scene.SESSIONS, tenant.scene().wish(tenant.alice()));
        Page page = context.pages().get(0);
        page.navigate(requested.body().path("startUrl").asText());
        return page;
    }

    private HttpRequest confirmation(Page page) {
        String address = realm.url() + "/impersonation/start";
        String form = page.locator("form input[type=hidden]").all().stream()
                .map(field -> encode(field.getAttribute("name")) + "=" + encode(field.inputValue()))
                .collect(Collectors.joining("&"));
        String cookies = page.context().cookies(address).stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookies)
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private AdminApi.Answer extend(String id) {
        return tenant.agentsApi()
                .post(Scene.SESSIONS + "/" + id + "/extend", Map.of("lifespan", 3000, "reason", "not done yet"));
    }

    private long endOf(String id) {
        return tenant.agentsApi()
                .get(Scene.SESSIONS + "/" + id)
                .body()
                .path("endsAt")
                .asLong();
    }

    private List<Map<String, Object>> startedUnder(String grant) {
        return rows.of("ASSUME_IMPERSONATION", "GRANT_ID", grant).stream()
                .filter(row -> row.containsKey("STARTED_AT"))
                .toList();
    }

    /** First what ends it at once, then what refuses to go on after that: a refresh alone would end nothing. */
    private void assertOut(String id, TokenAnswer tokens) {
        await().untilAsserted(() -> assertThat(
                        realm.tokens().userInfo(tokens.accessToken()).status())
                .isEqualTo(401));
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("ENDED_AT"));
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), tokens.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
    }
}

package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.ProtectionApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;

@KeycloakTest
@DisplayName("A permission token (UMA) for an impersonated user")
final class PermissionTokensIT {

    private static final String ID_TOKEN = "http://openid.net/specs/openid-connect-core-1_0.html#IDToken";

    private final RealmFixture realm;
    private final Browser browser;

    private Scene scene;
    private TestClient server;

    PermissionTokensIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @BeforeEach
    void setTheScene() {
        realm.update(settings -> settings.setUserManagedAccessAllowed(true));
        scene = Scene.with(realm, browser);
        server = resourceServer(PolicyEnforcementMode.PERMISSIVE);
    }

    @Test
    void says_who_acts_and_ends_in_time() {
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        TokenAnswer rpt = ask(
                Map.of("subject_token", tokens.accessToken(), "audience", server.clientId(), "permission", "invoices"));

        assertThat(TokenEndpoint.claims(rpt.accessToken())).containsKey("authorization");
        Sealed.assertToken(rpt.accessToken(), scene, id);
        Sealed.assertToken(rpt.refreshToken(), scene, id);
    }

    @Test
    void is_introspected_with_who_acts_and_is_nothing_in_a_session_that_nobody_answers_for() {
        String id = scene.becomeAlice();
        String impersonated = scene.app().singleSignOn().accessToken();
        String own = realm.tokens().password(scene.client(), scene.alice()).accessToken();
        String rpt = permissions(impersonated);
        String stray = permissions(own);
        realm.note(
                String.valueOf(TokenEndpoint.claims(own).get("sid")),
                "IMPERSONATOR_ID",
                scene.agent().id());

        TokenAnswer answer = realm.tokens().introspectPermissions(server, rpt);
        TokenAnswer none = realm.tokens().introspectPermissions(server, stray);

        assertThat(answer.body()).containsEntry("active", true).containsKey("permissions");
        Sealed.assertClaims(answer.body(), scene, id);
        assertThat(none.body()).containsOnlyKeys("active").containsEntry("active", false);
    }

    /** Keycloak would make an access token of it anew, with all of the user's roles. */
    @Test
    void is_not_to_be_had_with_an_id_token() {
        scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, server, browser.context()).singleSignOn();

        TokenAnswer rpt = ask(Map.of(
                "claim_token",
                tokens.idToken(),
                "claim_token_format",
                ID_TOKEN,
                "audience",
                server.clientId(),
                "permission",
                "invoices"));

        assertRefused(rpt);
    }

    /** By the format alone Keycloak reads the bearer token as an ID token. */
    @Test
    void is_not_to_be_had_with_an_access_token_that_is_to_be_read_as_an_id_token() {
        scene.becomeAlice();
        String token = scene.app().singleSignOn().accessToken();

        TokenAnswer rpt = ask(Map.of(
                "subject_token",
                token,
                "claim_token_format",
                ID_TOKEN,
                "audience",
                server.clientId(),
                "permission",
                "invoices"));

        assertRefused(rpt);
    }

    /** Such a member makes a token unreadable as an access token; Keycloak reads it as an ID token. */
    @Test
    void is_not_to_be_had_in_read_only_mode_with_an_id_token_that_has_a_claim_of_another_type() {
        var settings = realm.admin().clients().get(server.id()).toRepresentation();
        settings.getAttributes().put("assume.read-only.scopes", "documents:read");
        var mapper = Forgeries.oidc("oidc-hardcoded-claim-mapper", "realm_access", "some text");
        mapper.getConfig().put("access.token.claim", "false");
        realm.admin().clients().get(server.id()).update(settings);
        realm.admin()
                .clients()
                .get(server.id())
                .getProtocolMappers()
                .createMapper(mapper)
                .close();
        scene.becomeAliceReadOnly();
        TokenAnswer tokens = new AppInBrowser(realm, server, browser.context()).singleSignOn();
        assertThat(TokenEndpoint.claims(tokens.idToken())).containsEntry("realm_access", "some text");

        TokenAnswer rpt = ask(Map.of(
                "claim_token",
                tokens.idToken(),
                "claim_token_format",
                ID_TOKEN,
                "audience",
                server.clientId(),
                "permission",
                "invoices"));

        assertRefused(rpt);
    }

    @Test
    void is_worth_nothing_once_the_resource_server_is_closed_to_impersonators() {
        scene.becomeAlice();
        String rpt = permissions(scene.app().singleSignOn().accessToken());
        assertThat(realm.tokens().introspectPermissions(server, rpt).body()).containsEntry("active", true);

        change("application-closed");

        assertThat(realm.tokens().introspectPermissions(server, rpt).body())
                .containsOnlyKeys("active")
                .containsEntry("active", false);
    }

    /** Permissions know of no read-only mode, in whatever form they are asked for. */
    @Test
    void is_not_to_be_had_in_read_only_mode() {
        TestClient app = Scene.app(
                realm,
                "reading-" + scene.number(),
                asked -> asked.setAttributes(Map.of("assume.read-only.scopes", "documents:read")));
        scene.becomeAliceReadOnly();
        String token =
                new AppInBrowser(realm, app, browser.context()).singleSignOn().accessToken();

        for (Map<String, String> mode : List.of(
                Map.<String, String>of(),
                Map.of("response_mode", "decision"),
                Map.of("response_mode", "permissions"))) {
            Map<String, String> asked = new HashMap<>(mode);
            asked.putAll(Map.of("subject_token", token, "audience", server.clientId(), "permission", "invoices"));

            assertRefused(ask(asked));
        }
    }

    /** As the browser does not take the impersonator there either. */
    @ParameterizedTest
    @ValueSource(strings = {"application-closed", "consent-while-impersonated"})
    void is_not_to_be_had_of_a_resource_server_that_an_impersonator_may_not_enter(String reason) {
        String ticket = protection().ticketFor(protection().resource("invoices"));
        scene.becomeAlice();
        String token = scene.app().singleSignOn().accessToken();
        change(reason);

        for (Map<String, String> asked : List.of(
                Map.of("audience", server.clientId()),
                Map.of("audience", server.clientId(), "permission", "invoices", "response_mode", "decision"),
                Map.of("ticket", ticket),
                Map.of("ticket", ticket, "audience", scene.client().clientId()))) {
            Map<String, String> all = new HashMap<>(asked);
            all.put("subject_token", token);

            assertRefused(ask(all), reason);
        }
    }

    private void change(String reason) {
        var resource = realm.admin().clients().get(server.id());
        var settings = resource.toRepresentation();
        if (reason.startsWith("consent")) {
            settings.setConsentRequired(true);
        } else {
            settings.setAttributes(Map.of("assume.impersonation", "deny"));
        }
        resource.update(settings);
    }

    /** Made in the resource server's client session, it is as ever the token of the application that asks. */
    @Test
    void of_any_user_is_of_the_application_whose_token_asks_for_it() {
        TokenAnswer own = realm.tokens().password(scene.client(), scene.alice());
        Map<String, String> asked =
                Map.of("subject_token", own.accessToken(), "audience", server.clientId(), "permission", "invoices");

        for (TestClient asking : List.of(server, scene.client())) {
            TokenAnswer rpt = ask(asking, asked);

            assertThat(TokenEndpoint.claims(rpt.accessToken()))
                    .containsEntry("azp", scene.client().clientId());
            TokenAnswer refreshed = realm.tokens().refresh(scene.client(), rpt.refreshToken());
            assertThat(TokenEndpoint.claims(refreshed.accessToken()))
                    .containsEntry("azp", scene.client().clientId())
                    .containsEntry("sub", scene.alice().id());
        }
    }

    private static void assertRefused(TokenAnswer answer) {
        assertRefused(answer, "exchange-while-impersonated");
    }

    private static void assertRefused(TokenAnswer answer, String reason) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", reason)
                .doesNotContainKeys("access_token", "result");
    }

    @Test
    void got_with_a_ticket_says_so_too() {
        ProtectionApi protection = protection();
        String ticket = protection.ticketFor(protection.resource("invoices"));
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        TokenAnswer rpt = ask(Map.of("subject_token", tokens.accessToken(), "ticket", ticket));

        Sealed.assertToken(rpt.accessToken(), scene, id);
        Sealed.assertToken(rpt.refreshToken(), scene, id);
    }

    @Test
    void is_an_ordinary_one_after_a_refresh_and_can_be_made_of_another() {
        String id = scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, server, browser.context()).singleSignOn();
        TokenAnswer rpt = ask(
                Map.of("subject_token", tokens.accessToken(), "audience", server.clientId(), "permission", "invoices"));

        TokenAnswer refreshed = realm.tokens().refresh(server, rpt.refreshToken());
        TokenAnswer upgraded = ask(Map.of(
                "subject_token",
                rpt.accessToken(),
                "rpt",
                rpt.accessToken(),
                "audience",
                server.clientId(),
                "permission",
                "invoices"));

        Sealed.assertToken(refreshed.accessToken(), scene, id);
        assertThat(TokenEndpoint.claims(refreshed.accessToken())).doesNotContainKey("authorization");
        Sealed.assertToken(upgraded.accessToken(), scene, id);
    }

    @Test
    void is_not_to_be_had_after_the_end(TimeMachine time) {
        scene.becomeAliceFor(Duration.ofMinutes(10));
        TokenAnswer tokens = new AppInBrowser(realm, server, browser.context()).singleSignOn();
        TokenAnswer rpt = ask(
                Map.of("subject_token", tokens.accessToken(), "audience", server.clientId(), "permission", "invoices"));

        time.forward(Duration.ofMinutes(10));

        TokenAnswer late = ask(
                Map.of("subject_token", rpt.accessToken(), "audience", server.clientId(), "permission", "invoices"));
        assertThat(late.body()).doesNotContainKey("access_token").containsKey("error");
        assertThat(realm.tokens().refresh(server, rpt.refreshToken()).error()).isEqualTo("invalid_grant");
    }

    @Test
    void that_is_refused_is_not_requested_of_the_owner_in_the_users_name() {
        server = resourceServer(PolicyEnforcementMode.ENFORCING);
        ProtectionApi protection = protection();
        String album = protection.resourceOf(realm.user("bob-" + scene.number()), "album of Bob");
        String own = realm.tokens().password(scene.client(), scene.alice()).accessToken();
        scene.becomeAlice();
        String impersonated = scene.app().singleSignOn().accessToken();

        TokenAnswer toAlice = ask(Map.of("subject_token", own, "ticket", protection.ticketFor(album)));
        TokenAnswer toAgent = ask(
                Map.of("subject_token", impersonated, "ticket", protection.ticketFor(album), "submit_request", "true"));

        assertThat(toAlice.body()).containsEntry("error_description", "request_submitted");
        assertThat(toAgent.body())
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "not_authorized");
    }

    private String permissions(String accessToken) {
        return ask(Map.of("subject_token", accessToken, "audience", server.clientId(), "permission", "invoices"))
                .accessToken();
    }

    private TokenAnswer ask(Map<String, String> parameters) {
        return ask(server, parameters);
    }

    private TokenAnswer ask(TestClient asking, Map<String, String> parameters) {
        return new ResourceServer(realm, server).ask(asking, parameters);
    }

    private ProtectionApi protection() {
        return ProtectionApi.of(
                realm,
                realm.tokens()
                        .token(server, Map.of("grant_type", "client_credentials"))
                        .accessToken());
    }

    private TestClient resourceServer(PolicyEnforcementMode mode) {
        return ResourceServer.in(realm, "resources-" + mode + "-" + scene.number(), mode)
                .client();
    }
}

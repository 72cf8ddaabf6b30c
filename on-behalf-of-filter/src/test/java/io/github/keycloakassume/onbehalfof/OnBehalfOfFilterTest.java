package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnBehalfOfFilterTest {

    private Realm realm;
    private Application application;

    @BeforeEach
    void start() {
        realm = new Realm();
        application = new Application(realm).start();
    }

    @AfterEach
    void stop() {
        application.close();
        realm.close();
    }

    @Test
    void theApplicationSeesTheEndUserAndLearnsWhoActs() {
        HttpResponse<String> answer = application.get("/probe", realm.actorToken(), "alice");
        assertThat(answer.statusCode()).isEqualTo(200);
        String passedOn = answer.body()
                .lines()
                .filter(line -> line.startsWith("authorization=[Bearer "))
                .findFirst()
                .orElseThrow();
        assertThat(passedOn).doesNotContain(",").isNotEqualTo("authorization=[Bearer " + realm.actorToken() + "]");
        assertThat(answer.body().lines())
                .contains(
                        "principal=alice-id",
                        "remote-user=alice-id",
                        "auth-type=Bearer",
                        "customer=true",
                        "acting=user=alice-id actor=agent (agent-id) impersonation=imp-1");
    }

    @Test
    void theHeaderIsSeenInNoSpelling() {
        HttpResponse<String> answer = application.send(application
                .request("/probe")
                .header("authorization", "Bearer " + realm.actorToken())
                .header("x-ON-behalf-OF", "12345")
                .header("X-Assume-Reason", "Case 42")
                .header("X-Assume-Ticket", "T-1")
                .header("Cookie", "JSESSIONID=1; other=2")
                .header("X-Other", "stays"));
        assertThat(answer.body().lines())
                .contains(
                        "header=null",
                        "headers=[]",
                        "underscores=null",
                        "number=-1",
                        "date=-1",
                        "reason=null",
                        "cookies=0")
                .anyMatch(line -> line.startsWith("names=")
                        && line.contains("x-other")
                        && line.contains("authorization")
                        && !line.contains("behalf")
                        && !line.contains("assume")
                        && !line.contains("cookie"));
    }

    @Test
    void theExchangeAsksForWhatTheHeadersSay() {
        application.send(application
                .request("/probe")
                .header("Authorization", "Bearer " + realm.actorToken())
                .header("X-On-Behalf-Of", "alice@example.com")
                .header("X-Assume-Reason", "Case 42")
                .header("X-Assume-Ticket", "T-1"));
        assertThat(realm.exchanges())
                .singleElement()
                .satisfies(form -> assertThat(form)
                        .containsEntry("grant_type", List.of("urn:ietf:params:oauth:grant-type:token-exchange"))
                        .containsEntry("subject_token_type", List.of("urn:ietf:params:oauth:token-type:access_token"))
                        .containsEntry("requested_subject", List.of("alice@example.com"))
                        .containsEntry("assume_reason", List.of("Case 42"))
                        .containsEntry("assume_ticket", List.of("T-1"))
                        .containsKey("subject_token")
                        .doesNotContainKeys("actor_token", "audience", "scope", "client_secret"));
        assertThat(realm.authentications()).singleElement().asString().startsWith("Basic ");
    }

    @Test
    void settingsSayWhatTheTokenIsForAndWhoThePrincipalIs() {
        try (var configured = new Application(Application.settings(
                        realm,
                        Map.of(
                                "exchange-audience", "billing search",
                                "exchange-scope", "tickets",
                                "default-reason", "API",
                                "principal-claim", "preferred_username")))
                .start()) {
            HttpResponse<String> answer = configured.get("/probe", realm.actorToken(), "alice");
            assertThat(answer.body().lines()).contains("principal=alice");
            assertThat(realm.exchanges())
                    .singleElement()
                    .satisfies(form -> assertThat(form)
                            .containsEntry("audience", List.of("billing", "search"))
                            .containsEntry("scope", List.of("tickets"))
                            .containsEntry("assume_reason", List.of("API")));
        }
    }

    @Test
    void oneExchangeServesAllRequestsOfATokenForAUser() {
        String token = realm.actorToken();
        application.get("/probe", token, "alice");
        application.get("/probe", token, "alice");
        application.get("/probe", token, "bob");
        assertThat(realm.exchanges()).hasSize(2);
    }

    @Test
    void withoutTheHeaderTheRequestIsUntouched() {
        HttpResponse<String> answer = application.send(application
                .request("/probe?access_token=whatever")
                .header("Authorization", "Bearer not-even-a-token")
                .header("X-Assume-Reason", "nothing of the filter's")
                .header("Cookie", "other=2"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines())
                .contains(
                        "principal=null",
                        "authorization=[Bearer not-even-a-token]",
                        "reason=nothing of the filter's",
                        "cookies=1",
                        "wrapped=false",
                        "acting=null");
        assertThat(realm.exchanges()).isEmpty();
    }

    @Test
    void aTokenWithoutTheScopeIsForbidden() {
        assertRefused(
                realm.actorToken(claims -> claims.claim("scope", "openid impersonate2")), 403, "insufficient_scope");
        assertRefused(realm.actorToken(claims -> claims.claim("scope", null)), 403, "insufficient_scope");
    }

    @Test
    void aTokenThatAlreadyActsForAUserIsForbidden() {
        assertRefused(realm.actorToken(claims -> claims.claim("act", Map.of("sub", "x"))), 403, "insufficient_scope");
        assertRefused(
                realm.actorToken(claims -> claims.claim("impersonation", Map.of("id", "x"))),
                403,
                "insufficient_scope");
    }

    @Test
    void aTokenThatIsNotValidHereIsRefused() {
        assertRefused("no.token.atall", 401, "invalid_token");
        // Its header is null.
        assertRefused("bnVsbA.e30.c2ln", 401, "invalid_token");
        assertRefused(realm.forgedToken(), 401, "invalid_token");
        assertRefused(unsigned(), 401, "invalid_token");
        assertRefused(realm.actorToken(claims -> claims.issuer("https://other.example")), 401, "invalid_token");
        assertRefused(realm.actorToken(claims -> claims.audience("other")), 401, "invalid_token");
        assertRefused(realm.actorToken(claims -> claims.audience((String) null)), 401, "invalid_token");
        assertRefused(realm.actorToken(claims -> claims.subject(null)), 401, "invalid_token");
        assertRefused(realm.actorToken(claims -> claims.expirationTime(null)), 401, "invalid_token");
        assertRefused(
                realm.actorToken(
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))),
                401,
                "invalid_token");
        assertRefused(
                realm.actorToken(
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(30)))),
                401,
                "invalid_token");
    }

    @Test
    void anOperatorWhoseSettingsDoNotFitTheTokensCanSeeWhy() {
        try (var log = new LogLines()) {
            application.get("/probe", realm.actorToken(claims -> claims.audience("other")), "alice");
            application.get("/probe", realm.actorToken(claims -> claims.issuer("https://other.example")), "alice");
            application.get("/probe", "no.token.atall", "alice");
            assertThat(log.debugs())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("aud"),
                            line -> assertThat(line).contains("another issuer"),
                            line -> assertThat(line).contains("no signed JWT"));
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void tokensOfAnotherIssuerAreRefusedHoweverManyComeAndTheRealmIsNotAskedForTheirKeys() {
        application.get("/probe", realm.actorToken(), "alice");
        int asked = realm.keysAsked();
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> answer = application.get(
                    "/probe",
                    realm.tokenOfAnUnknownKey("foreign-" + i, claims -> claims.issuer("https://other.example")),
                    "alice");
            assertThat(answer.statusCode()).isEqualTo(401);
        }
        assertThat(realm.keysAsked()).isEqualTo(asked);
    }

    @Test
    void tokensWithAKeyThatTheRealmHasNotAreRefusedHoweverManyCome() {
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> answer =
                    application.get("/probe", realm.tokenOfAnUnknownKey("unknown-" + i, claims -> claims), "alice");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("invalid_token");
        }
        assertThat(realm.exchanges()).isEmpty();
    }

    @Test
    void aNewKeyOfTheRealmIsKnownAtOnce() {
        application.get("/probe", realm.actorToken(), "alice");
        realm.takesANewKey("new");
        assertThat(application.get("/probe", realm.actorToken(), "alice").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "Refresh", "Offline", "DPoP", "Logout"})
    void aTokenOfAnotherKindIsNone(String type) {
        assertRefused(realm.actorToken(claims -> claims.claim("typ", type)), 401, "invalid_token");
    }

    @Test
    void aTokenThatIsBoundToAKeyIsNoBearerToken() {
        assertRefused(realm.actorToken(claims -> claims.claim("cnf", Map.of("jkt", "x"))), 401, "invalid_token");
    }

    @Test
    void aRequestWithoutATokenIsAskedForOne() {
        HttpResponse<String> answer =
                application.send(application.request("/probe").header("X-On-Behalf-Of", "alice"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"on-behalf-of\"");
        assertThat(application
                        .send(application
                                .request("/probe")
                                .header("Authorization", "Basic YTpi")
                                .header("X-On-Behalf-Of", "alice"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenInTheQueryIsNeverAccepted() {
        assertBad(
                application.request("/probe?access_token=" + realm.actorToken()).header("X-On-Behalf-Of", "alice"));
        assertBad(application
                .request("/probe?access_token=" + realm.actorToken())
                .header("Authorization", "Bearer " + realm.actorToken())
                .header("X-On-Behalf-Of", "alice"));
    }

    @Test
    void aHeaderThatLeavesRoomForGuessesIsRefused() {
        assertBad(withToken().header("X-On-Behalf-Of", ""));
        assertBad(withToken().header("X-On-Behalf-Of", "alice").header("x-on-behalf-of", "alice"));
        assertBad(withToken().header("X-On-Behalf-Of", "alice").header("X-On-Behalf-Of", "bob"));
        assertBad(withToken().header("X-On-Behalf-Of", "a".repeat(256)));
        assertBad(withToken().header("X_On_Behalf_Of", "alice"));
        assertBad(withToken().header("X-On-Behalf-Of", "alice").header("X_ON_BEHALF_OF", "bob"));
        assertThat(realm.exchanges()).isEmpty();
    }

    private HttpRequest.Builder withToken() {
        return application.request("/probe").header("Authorization", "Bearer " + realm.actorToken());
    }

    private void assertBad(HttpRequest.Builder request) {
        HttpResponse<String> answer = application.send(request);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\":\"invalid_request\"").doesNotContain("principal=");
    }

    private void assertRefused(String token, int status, String error) {
        HttpResponse<String> answer = application.get("/probe", token, "alice");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer ")
                .contains("error=\"" + error + "\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).doesNotContain("principal=");
        assertThat(realm.exchanges()).isEmpty();
    }

    private String unsigned() {
        String[] parts = realm.actorToken().split("\\.", -1);
        return "eyJhbGciOiJub25lIn0." + parts[1] + ".";
    }
}

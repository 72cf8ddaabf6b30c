package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the authorization server does: a request with the header never goes on in the actor's own name. */
final class FaultsTest {

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
    void aServerThatIsDownIsNoReasonToGoOn() {
        String token = realm.actorToken();
        realm.close();
        assertUnavailable(application.get("/probe", token, "alice"));
    }

    @Test
    void aServerThatGoesDownIsNoReasonToGoOnEither() {
        application.get("/probe", realm.actorToken(), "alice");
        String token = realm.actorToken();
        realm.close();
        assertUnavailable(application.get("/probe", token, "bob"));
    }

    @Test
    void theApplicationStartsWithoutTheServerAndFindsItLater() {
        String own = realm.issuer().toString();
        realm.describesItselfAs("starting");
        assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
        realm.describesItselfAs("{\"issuer\":\"" + own + "\",\"token_endpoint\":\"" + own + "/token\",\"jwks_uri\":\""
                + own + "/certs\"}");
        assertThat(application.get("/probe", realm.actorToken(), "alice").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {\"error\":\"access_denied\"} | 401",
                "400 | {\"error\":\"invalid_request\"} | 401",
                "401 | {\"error\":\"invalid_client\"} | 503",
                "500 | <html> | 503",
                "200 | <html> | 503",
                "200 | {\"access_token\":\"abc\",\"token_type\":\"Bearer\"} | 503"
            })
    void whatItAnswersIsAnsweredWithoutTheApplication(int status, String body, int answered) {
        realm.answers(status, body);
        HttpResponse<String> answer = application.get("/probe", realm.actorToken(), "alice");
        assertThat(answer.statusCode()).isEqualTo(answered);
        assertThat(answer.body()).doesNotContain("principal=");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, Standard token exchange is not enabled for the requested client",
        "403, access_denied, Client is not within the token audience"
    })
    void aSettingThatIsWrongIsSaidToTheOperatorAndNotToTheCaller(int status, String error, String description) {
        realm.answers(status, "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
        try (var log = new LogLines()) {
            HttpResponse<String> answer = application.get("/probe", realm.actorToken(), "alice");
            assertUnavailable(answer);
            assertThat(answer.body()).doesNotContain(description);
            assertThat(log.warnings()).singleElement().asString().contains(error, description);
        }
    }

    @Test
    void tooManyIsPassedOn() {
        realm.answers((exchange, form) -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            Realm.respond(exchange, 429, "{\"error\":\"slow_down\"}");
        });
        HttpResponse<String> answer = application.get("/probe", realm.actorToken(), "alice");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("17");
    }

    @Test
    void aTokenOfTheActorsOwnIsNotPassedOn() {
        realm.answers(200, Realm.tokenAnswer(realm.actorToken()));
        assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
        assertExchangedRefused(claims -> claims.subject(Realm.ACTOR));
    }

    @Test
    void aTokenThatDoesNotNameThisActorIsNotPassedOn() {
        assertExchangedRefused(claims -> claims.claim("act", null));
        assertExchangedRefused(claims -> claims.claim("act", Map.of("sub", "another")));
        assertExchangedRefused(claims -> claims.claim("act", Map.of()));
        assertExchangedRefused(claims -> claims.claim("act", Realm.ACTOR));
    }

    @Test
    void aTokenThatIsNotOneOfTheRealmsAccessTokensIsNotPassedOn() {
        realm.answers(200, Realm.tokenAnswer(realm.forgedToken()));
        assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
        assertExchangedRefused(claims -> claims.claim("typ", "ID"));
        assertExchangedRefused(claims -> claims.issuer("https://other.example"));
        assertExchangedRefused(claims -> claims.expirationTime(java.util.Date.from(java.time.Instant.EPOCH)));
        assertExchangedRefused(claims -> claims.claim("cnf", Map.of("jkt", "x")));
    }

    @Test
    void redirectsAreNotFollowed() {
        try (var elsewhere = new Realm()) {
            realm.answers((exchange, form) -> {
                exchange.getResponseHeaders().set("Location", elsewhere.issuer() + "/token");
                Realm.respond(exchange, 307, "");
            });
            assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
            assertThat(elsewhere.exchanges()).isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForForEver() {
        var never = new CountDownLatch(1);
        realm.answers((exchange, form) -> await(never));
        assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
        never.countDown();
    }

    @Test
    void anAnswerThatNeverEndsIsNotReadForEver() {
        var never = new CountDownLatch(1);
        realm.answers((exchange, form) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(never);
        });
        assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
        never.countDown();
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        byte[] much = " ".repeat(BoundedBody.LARGEST + 1).getBytes(StandardCharsets.US_ASCII);
        realm.answers((exchange, form) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(much);
            exchange.close();
        });
        assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
    }

    @Test
    void aSlowServerHoldsNoMoreThreadsThanItMay() throws Exception {
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        realm.answers((exchange, form) -> {
            arrived.countDown();
            await(go);
            Realm.respond(exchange, 200, realm.tokenAnswer(form));
        });
        var pool = Executors.newSingleThreadExecutor();
        try (var narrow = new Application(
                        Application.settings(realm, Map.of("max-exchanges", "1", "timeout-millis", "20000")))
                .start()) {
            Future<HttpResponse<String>> first = pool.submit(() -> narrow.get("/probe", realm.actorToken(), "alice"));
            arrived.await();
            assertUnavailable(narrow.get("/probe", realm.actorToken(), "bob"));
            go.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void simultaneousRequestsForOneUserMakeOneExchange() throws Exception {
        String token = realm.actorToken();
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        realm.answers((exchange, form) -> {
            arrived.countDown();
            await(go);
            Realm.respond(exchange, 200, realm.tokenAnswer(form));
        });
        var pool = Executors.newFixedThreadPool(6);
        try (var patient = new Application(Application.settings(realm, Map.of("timeout-millis", "20000"))).start()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            answers.add(pool.submit(() -> patient.get("/probe", token, "alice")));
            arrived.await();
            for (int i = 0; i < 5; i++) {
                answers.add(pool.submit(() -> patient.get("/probe", token, "alice")));
            }
            go.countDown();
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            assertThat(realm.exchanges()).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTokenThatTheApplicationRefusesIsNotPassedOnAgain() {
        try (var strict =
                new Application(realm).with("/strict", new Unauthorized()).start()) {
            String token = realm.actorToken();
            assertThat(strict.get("/strict", token, "alice").statusCode()).isEqualTo(401);
            realm.answers(403, "{\"error\":\"access_denied\"}");
            HttpResponse<String> answer = strict.get("/strict", token, "alice");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("invalid_token");
            assertThat(realm.exchanges()).hasSize(2);
        }
    }

    private void assertExchangedRefused(UnaryOperator<com.nimbusds.jwt.JWTClaimsSet.Builder> changes) {
        realm.answers(200, Realm.tokenAnswer(realm.exchangedToken("alice", changes)));
        assertUnavailable(application.get("/probe", realm.actorToken(), "alice"));
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("temporarily_unavailable").doesNotContain("principal=");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An application that refuses every token. */
    private static final class Unauthorized extends jakarta.servlet.http.HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(
                jakarta.servlet.http.HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response) {
            response.setStatus(401);
        }
    }
}

package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the authorization server does not answer, no more threads wait for it than may, and others are served. */
final class SlowServerTest {

    private static final int MAY_WAIT = 2;
    private static final int CALLERS = 6;

    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private Realm realm;
    private Application application;

    @BeforeEach
    void start() {
        realm = new Realm();
        application = new Application(Application.settings(
                        realm, Map.of("max-waiting", String.valueOf(MAY_WAIT), "timeout-millis", "20000")))
                .start();
    }

    @AfterEach
    void stop() {
        go.countDown();
        pool.shutdownNow();
        application.close();
        realm.close();
    }

    @Test
    void requestsForOneUserThatWaitForOneExchange() throws Exception {
        String kept = realm.actorToken();
        application.get("/probe", kept, "carol");
        holdExchanges();
        String token = realm.actorToken();
        assertNoMoreWaitThanMay(() -> token, () -> {
            assertThat(application.get("/probe", kept, "carol").statusCode()).isEqualTo(200);
            assertThat(application.get("/probe", "not.a.token", "alice").statusCode())
                    .isEqualTo(401);
        });
        assertThat(realm.exchanges())
                .filteredOn(form -> List.of(token).equals(form.get("subject_token")))
                .hasSize(1);
    }

    @Test
    void requestsThatExchangeForOneEach() throws Exception {
        holdExchanges();
        assertNoMoreWaitThanMay(realm::actorToken, () -> {});
    }

    @Test
    void requestsThatNeedTheKeys() throws Exception {
        realm.holdsBack("/certs", go);
        assertNoMoreWaitThanMay(realm::actorToken, () -> {});
        assertThat(realm.keysAsked()).isEqualTo(1);
    }

    @Test
    void requestsThatNeedTheEndpoints() throws Exception {
        realm.holdsBack("/.well-known/openid-configuration", go);
        assertNoMoreWaitThanMay(realm::actorToken, () -> {});
    }

    @Test
    void requestsThatNeedAKeyWhichMayBeNew() throws Exception {
        application.get("/probe", realm.actorToken(), "carol");
        realm.takesANewKey("new");
        realm.holdsBack("/certs", go);
        assertNoMoreWaitThanMay(realm::actorToken, () -> {});
    }

    private void holdExchanges() {
        realm.answers((exchange, form) -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Realm.respond(exchange, 200, realm.tokenAnswer(form));
        });
    }

    private void assertNoMoreWaitThanMay(Supplier<String> tokens, Runnable meanwhile) throws Exception {
        var answers = new ExecutorCompletionService<HttpResponse<String>>(pool);
        for (int i = 0; i < CALLERS; i++) {
            String token = tokens.get();
            answers.submit(() -> application.get("/probe", token, "alice"));
        }
        for (int i = 0; i < CALLERS - MAY_WAIT; i++) {
            Future<HttpResponse<String>> refused = answers.poll(10, TimeUnit.SECONDS);
            assertThat(refused).as("is answered while the server is silent").isNotNull();
            assertThat(refused.get().statusCode()).isEqualTo(503);
            assertThat(refused.get().headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.get().body()).doesNotContain("principal=");
        }
        assertThat(application.send(application.request("/probe")).statusCode()).isEqualTo(200);
        meanwhile.run();
        go.countDown();
        for (int i = 0; i < MAY_WAIT; i++) {
            assertThat(answers.take().get().body()).contains("principal=alice-id");
        }
        assertThat(application.get("/probe", realm.actorToken(), "alice").statusCode())
                .isEqualTo(200);
    }
}

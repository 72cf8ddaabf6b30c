package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ExchangedTokensTest {

    private final TestClock clock = new TestClock();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final ExchangedTokens tokens = new ExchangedTokens(2, Duration.ofSeconds(10), clock);

    @Test
    void aTokenIsExchangedOnceWhileItIsGood() throws IOException {
        Outcome first = tokens.get(key("hash", "alice"), this::exchange);
        clock.advance(Duration.ofSeconds(57));
        assertThat(tokens.get(key("hash", "alice"), this::exchange)).isSameAs(first);
        assertThat(exchanges).hasValue(1);
    }

    @Test
    void neverPastItsOwnEnd() throws IOException {
        tokens.get(key("hash", "alice"), this::exchange);
        clock.advance(Duration.ofSeconds(58));
        tokens.get(key("hash", "alice"), this::exchange);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void neverPastTheEndOfTheActorsToken() throws IOException {
        SingleFlight.Work<Outcome> actorEndsSoon = () -> token(10, 60);
        tokens.get(key("hash", "alice"), actorEndsSoon);
        clock.advance(Duration.ofSeconds(10));
        tokens.get(key("hash", "alice"), actorEndsSoon);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void aTokenThatIsAlmostOverIsUsedButNotKept() throws IOException {
        assertThat(tokens.get(key("hash", "alice"), () -> token(60, 2))).isInstanceOf(ExchangedToken.class);
        assertThat(tokens.size()).isZero();
    }

    @Test
    void anotherTokenUserOrReasonIsAnotherExchange() throws IOException {
        var roomy = new ExchangedTokens(10, Duration.ofSeconds(1), clock);
        roomy.get(key("hash", "alice"), this::exchange);
        roomy.get(key("other", "alice"), this::exchange);
        roomy.get(key("hash", "bob"), this::exchange);
        roomy.get(
                new ExchangedTokens.Key("hash", new Wish("alice", Optional.of("r"), Optional.empty())), this::exchange);
        roomy.get(
                new ExchangedTokens.Key("hash", new Wish("alice", Optional.empty(), Optional.of("t"))), this::exchange);
        assertThat(exchanges).hasValue(5);
        assertThat(roomy.size()).isEqualTo(5);
    }

    @Test
    void theOneNotAskedForTheLongestGivesWay() throws IOException {
        tokens.get(key("hash", "alice"), this::exchange);
        tokens.get(key("hash", "bob"), this::exchange);
        tokens.get(key("hash", "alice"), this::exchange);
        tokens.get(key("hash", "carol"), this::exchange);
        assertThat(tokens.size()).isEqualTo(2);
        assertThat(exchanges).hasValue(3);
        tokens.get(key("hash", "alice"), this::exchange);
        assertThat(exchanges).hasValue(3);
        tokens.get(key("hash", "bob"), this::exchange);
        assertThat(exchanges).hasValue(4);
    }

    @Test
    void nothingIsKeptWhereNothingShallBe() throws IOException {
        var none = new ExchangedTokens(0, Duration.ofSeconds(1), clock);
        none.get(key("hash", "alice"), this::exchange);
        assertThat(none.size()).isZero();
    }

    @Test
    void refusalsAreNotKept() throws IOException {
        SingleFlight.Work<Outcome> refuse = () -> {
            exchanges.incrementAndGet();
            return Refusal.userRefused();
        };
        assertThat(tokens.get(key("hash", "alice"), refuse)).isEqualTo(Refusal.userRefused());
        assertThat(tokens.get(key("hash", "alice"), this::exchange)).isInstanceOf(ExchangedToken.class);
    }

    @Test
    void aTokenThatTheApplicationRefusedIsForgotten() throws IOException {
        tokens.get(key("hash", "alice"), this::exchange);
        tokens.forget(key("hash", "alice"));
        tokens.get(key("hash", "alice"), this::exchange);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void simultaneousRequestsForOneMakeOneExchange() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Outcome>> answers = new ArrayList<>();
            answers.add(pool.submit(() -> tokens.get(key("hash", "alice"), () -> {
                begun.countDown();
                await(finish);
                return exchange();
            })));
            begun.await();
            for (int i = 0; i < 7; i++) {
                answers.add(pool.submit(() -> tokens.get(key("hash", "alice"), this::exchange)));
            }
            finish.countDown();
            for (Future<Outcome> answer : answers) {
                assertThat(answer.get()).isSameAs(answers.get(0).get());
            }
            assertThat(exchanges).hasValue(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whenTheExchangeFailsThoseWhoWaitedFailTooAndTheNextTriesAgain() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        try {
            Future<Outcome> leader = pool.submit(() -> tokens.get(key("hash", "alice"), () -> {
                begun.countDown();
                await(finish);
                throw new IllegalStateException("a fault");
            }));
            begun.await();
            var asked = new CountDownLatch(1);
            Future<Outcome> follower = pool.submit(() -> {
                asked.countDown();
                return tokens.get(key("hash", "alice"), () -> {
                    throw new IOException("came too late to wait");
                });
            });
            asked.await();
            finish.countDown();
            assertThatThrownBy(leader::get).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(follower::get).hasCauseInstanceOf(IOException.class);
            assertThat(tokens.get(key("hash", "alice"), this::exchange)).isInstanceOf(ExchangedToken.class);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        var impatient = new SingleFlight<String, String>(Duration.ofMillis(20));
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var pool = Executors.newSingleThreadExecutor();
        try {
            Future<String> leader = pool.submit(() -> impatient.run("key", () -> {
                begun.countDown();
                await(finish);
                return "done";
            }));
            begun.await();
            assertThatThrownBy(() -> impatient.run("key", () -> "not run")).isInstanceOf(IOException.class);
            finish.countDown();
            assertThat(leader.get()).isEqualTo("done");
        } finally {
            pool.shutdownNow();
        }
    }

    private Outcome exchange() {
        return token(300, 60);
    }

    private Outcome token(int actorsSeconds, int ownSeconds) {
        exchanges.incrementAndGet();
        return ExchangedToken.until(
                clock.instant().plusSeconds(actorsSeconds),
                clock.instant().plusSeconds(ownSeconds),
                new OnBehalfOf(
                        new EndUser("alice", "alice", Set.of(), Map.of()),
                        new Actor("agent", Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        "token"));
    }

    private static ExchangedTokens.Key key(String hash, String user) {
        return new ExchangedTokens.Key(hash, new Wish(user, Optional.empty(), Optional.empty()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

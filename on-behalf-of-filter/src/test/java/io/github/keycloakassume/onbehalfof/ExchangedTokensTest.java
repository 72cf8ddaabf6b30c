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
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ExchangedTokensTest {

    private final TestClock clock = new TestClock();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final ExchangedTokens tokens = new ExchangedTokens(2, clock);

    @Test
    void aTokenIsExchangedOnceWhileItIsGood() throws IOException {
        Outcome first = get(tokens, key("hash", "alice"), this::exchange);
        clock.advance(Duration.ofSeconds(57));
        assertThat(get(tokens, key("hash", "alice"), this::exchange)).isSameAs(first);
        assertThat(exchanges).hasValue(1);
    }

    @Test
    void neverPastItsOwnEnd() throws IOException {
        get(tokens, key("hash", "alice"), this::exchange);
        clock.advance(Duration.ofSeconds(58));
        get(tokens, key("hash", "alice"), this::exchange);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void neverPastTheEndOfTheActorsToken() throws IOException {
        SingleFlight.Work<Outcome> actorEndsSoon = () -> token(10, 60);
        get(tokens, key("hash", "alice"), actorEndsSoon);
        clock.advance(Duration.ofSeconds(10));
        get(tokens, key("hash", "alice"), actorEndsSoon);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void aTokenThatIsAlmostOverIsUsedButNotKept() throws IOException {
        assertThat(get(tokens, key("hash", "alice"), () -> token(60, 2))).isInstanceOf(ExchangedToken.class);
        assertThat(tokens.size()).isZero();
    }

    @Test
    void anotherTokenUserOrReasonIsAnotherExchange() throws IOException {
        var roomy = new ExchangedTokens(10, clock);
        get(roomy, key("hash", "alice"), this::exchange);
        get(roomy, key("other", "alice"), this::exchange);
        get(roomy, key("hash", "bob"), this::exchange);
        get(
                roomy,
                new ExchangedTokens.Key("hash", new Wish("alice", Optional.of("r"), Optional.empty())),
                this::exchange);
        get(
                roomy,
                new ExchangedTokens.Key("hash", new Wish("alice", Optional.empty(), Optional.of("t"))),
                this::exchange);
        assertThat(exchanges).hasValue(5);
        assertThat(roomy.size()).isEqualTo(5);
    }

    @Test
    void theOneNotAskedForTheLongestGivesWay() throws IOException {
        get(tokens, key("hash", "alice"), this::exchange);
        get(tokens, key("hash", "bob"), this::exchange);
        get(tokens, key("hash", "alice"), this::exchange);
        get(tokens, key("hash", "carol"), this::exchange);
        assertThat(tokens.size()).isEqualTo(2);
        assertThat(exchanges).hasValue(3);
        get(tokens, key("hash", "alice"), this::exchange);
        assertThat(exchanges).hasValue(3);
        get(tokens, key("hash", "bob"), this::exchange);
        assertThat(exchanges).hasValue(4);
    }

    @Test
    void nothingIsKeptWhereNothingShallBe() throws IOException {
        var none = new ExchangedTokens(0, clock);
        get(none, key("hash", "alice"), this::exchange);
        assertThat(none.size()).isZero();
    }

    @Test
    void refusalsAreNotKept() throws IOException {
        SingleFlight.Work<Outcome> refuse = () -> {
            exchanges.incrementAndGet();
            return Refusal.userRefused();
        };
        assertThat(get(tokens, key("hash", "alice"), refuse)).isEqualTo(Refusal.userRefused());
        assertThat(get(tokens, key("hash", "alice"), this::exchange)).isInstanceOf(ExchangedToken.class);
    }

    @Test
    void aTokenThatTheApplicationRefusedIsForgotten() throws IOException {
        get(tokens, key("hash", "alice"), this::exchange);
        tokens.forget(key("hash", "alice"));
        get(tokens, key("hash", "alice"), this::exchange);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void simultaneousRequestsForOneMakeOneExchange() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Outcome>> answers = new ArrayList<>();
            answers.add(pool.submit(() -> get(tokens, key("hash", "alice"), () -> {
                begun.countDown();
                await(finish);
                return exchange();
            })));
            begun.await();
            for (int i = 0; i < 7; i++) {
                answers.add(pool.submit(() -> get(tokens, key("hash", "alice"), this::exchange)));
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
            Future<Outcome> leader = pool.submit(() -> get(tokens, key("hash", "alice"), () -> {
                begun.countDown();
                await(finish);
                throw new IllegalStateException("a fault");
            }));
            begun.await();
            var asked = new CountDownLatch(1);
            Future<Outcome> follower = pool.submit(() -> {
                asked.countDown();
                return get(tokens, key("hash", "alice"), () -> {
                    throw new IOException("came too late to wait");
                });
            });
            asked.await();
            finish.countDown();
            assertThatThrownBy(leader::get).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(follower::get).hasCauseInstanceOf(IOException.class);
            assertThat(get(tokens, key("hash", "alice"), this::exchange)).isInstanceOf(ExchangedToken.class);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Outcome get(ExchangedTokens tokens, ExchangedTokens.Key key, SingleFlight.Work<Outcome> exchange)
            throws IOException {
        try (var patience = new Patience(new Semaphore(1), Duration.ofSeconds(10), System::nanoTime)) {
            return tokens.get(key, exchange, patience);
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

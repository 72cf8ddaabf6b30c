package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.schedule.WarningsOf;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;

@DisplayName("A round of the timer")
final class RoundTest {

    private static final KeycloakSession SESSION = (KeycloakSession) Proxy.newProxyInstance(
            RoundTest.class.getClassLoader(),
            new Class<?>[] {KeycloakSession.class},
            (proxy, method, arguments) -> null);

    private final List<String> done = new ArrayList<>();
    private final WarningsOf log = new WarningsOf(Round.class);

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    @Test
    void that_fails_says_what_it_could_not_do_and_when_it_tries_again() {
        Round round = round(() -> {
            throw new IllegalStateException("no database");
        });

        round.run(SESSION);
        round.run(SESSION);

        assertThat(log.all())
                .containsExactly(
                        "ASSUME-501 This node could not end what is over (task assume-test, failure 1 in a row):"
                                + " java.lang.IllegalStateException: no database. It is tried again in 2 seconds.",
                        "ASSUME-501 This node could not end what is over (task assume-test, failure 2 in a row):"
                                + " java.lang.IllegalStateException: no database. It is tried again in 2 seconds.");
    }

    @Test
    void is_known_to_keycloak_by_its_own_name() {
        assertThat(round(() -> done.add("work")).getTaskName()).isEqualTo("assume-test");
    }

    @Test
    void does_nothing_once_the_server_stops() {
        Round round = round(() -> done.add("work"));
        round.stop(3_000);

        round.run(SESSION);

        assertThat(done).isEmpty();
    }

    @Test
    void that_runs_is_waited_for_by_the_stop() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Round round = round(() -> {
            begun.countDown();
            await(mayEnd);
            done.add("work");
        });
        Thread timer = new Thread(() -> round.run(SESSION));
        timer.start();
        begun.await();
        Thread stop = new Thread(() -> {
            round.stop(3_000);
            done.add("stopped");
        });
        stop.start();

        mayEnd.countDown();
        stop.join();
        timer.join();

        assertThat(done).containsExactly("work", "stopped");
    }

    @Test
    void that_fails_because_the_server_stops_does_not_say_so() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Round round = round(() -> {
            begun.countDown();
            await(mayEnd);
            throw new IllegalStateException("the cache has stopped");
        });
        Thread timer = new Thread(() -> round.run(SESSION));
        timer.start();
        begun.await();
        Thread stop = new Thread(() -> round.stop(3_000));
        stop.start();
        while (!round.isStopping()) {
            Thread.onSpinWait();
        }

        mayEnd.countDown();
        stop.join();
        timer.join();

        assertThat(log.all()).isEmpty();
    }

    private static Round round(Runnable work) {
        return new Round("assume-test", "end what is over", Duration.ofSeconds(2), session -> work.run());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

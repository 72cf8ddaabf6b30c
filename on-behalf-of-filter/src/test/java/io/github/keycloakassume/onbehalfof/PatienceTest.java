package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One request waits no longer than it may in all, and takes one place, whatever it waits for. */
final class PatienceTest {

    private final Semaphore places = new Semaphore(1);
    private final AtomicLong nanoseconds = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void itsTimePassesWhateverItIsSpentOn() {
        Patience patience = patience(Duration.ofSeconds(10));
        assertThat(patience.atMost(Duration.ofSeconds(5))).hasSeconds(5);
        nanoseconds.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(patience.left()).hasSeconds(3);
        assertThat(patience.atMost(Duration.ofSeconds(5))).hasSeconds(3);
        nanoseconds.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(patience.left()).isZero();
    }

    @Test
    void aRequestWhoseTimeIsOverAsksNoMore() {
        try (var realm = new Realm();
                var transport = new Transport(Duration.ofSeconds(1), Duration.ofSeconds(1))) {
            URI keys = URI.create(realm.issuer() + "/certs");
            assertThatThrownBy(() -> transport.get(keys, patience(Duration.ZERO)))
                    .isInstanceOf(IOException.class);
            assertThat(realm.keysAsked()).isZero();
        }
    }

    @Test
    void itTakesOnePlaceAndGivesItBack() throws IOException {
        try (Patience patience = patience(Duration.ofSeconds(1))) {
            assertThat(places.availablePermits()).isEqualTo(1);
            patience.takePlace();
            patience.takePlace();
            assertThat(places.availablePermits()).isZero();
            assertThatThrownBy(patience(Duration.ofSeconds(1))::takePlace)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("max-waiting");
        }
        assertThat(places.availablePermits()).isEqualTo(1);
        patience(Duration.ofSeconds(1)).close();
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void itWaitsForAnotherNoLongerEither() throws Exception {
        var room = new Semaphore(2);
        var flight = new SingleFlight<String, String>();
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var pool = Executors.newSingleThreadExecutor();
        try {
            Future<String> leader = pool.submit(() -> flight.run(
                    "key",
                    () -> {
                        begun.countDown();
                        await(finish);
                        return "done";
                    },
                    new Patience(room, Duration.ofSeconds(20), System::nanoTime)));
            begun.await();
            assertThatThrownBy(() -> flight.run(
                            "key", () -> "not run", new Patience(room, Duration.ofMillis(20), System::nanoTime)))
                    .isInstanceOf(IOException.class);
            finish.countDown();
            assertThat(leader.get()).isEqualTo("done");
        } finally {
            pool.shutdownNow();
        }
    }

    private Patience patience(Duration time) {
        return new Patience(places, time, nanoseconds::get);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

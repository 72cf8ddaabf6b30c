package io.github.keycloakassume.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.store.OutboxStore.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Couriers")
final class CouriersTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> delivered = new ArrayList<>();
    private final Couriers couriers = new Couriers(threads::add, 8, delivered::add);

    @Test
    void take_mails_of_a_realm_however_many_wait_of_another() {
        fill("hanging");

        couriers.hand(new Place("mail", "other"));
        threads.removeLast().run();

        assertThat(delivered).containsExactly("mail");
    }

    @Test
    void take_of_one_realm_only_so_many() {
        fill("hanging");

        assertThat(couriers.mayTakeOf("hanging")).isFalse();
        assertThat(couriers.mayTakeOf("other")).isTrue();
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        assertThat(delivered).hasSize(Couriers.MOST_WAITING_OF_REALM);
        assertThat(couriers.mayTakeOf("hanging")).isTrue();
    }

    private void fill(String realmId) {
        IntStream.range(0, 6_000).forEach(i -> couriers.hand(new Place(realmId + i, realmId)));
    }
}

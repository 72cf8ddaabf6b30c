package io.github.keycloakassume.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lanes")
final class LanesTest {

    private final Deque<Runnable> started = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final Lanes lanes = new Lanes(started::add, 3, 2);

    @Test
    void take_only_so_many_jobs_of_one_lane_at_a_time() {
        add("a1", "a");
        add("a2", "a");
        add("a3", "a");
        assertThat(started).hasSize(2);

        started.remove().run();

        assertThat(done).containsExactly("a1");
        assertThat(started).as("a3 follows").hasSize(2);
    }

    @Test
    void do_jobs_of_other_lanes_meanwhile() {
        add("a1", "a");
        add("a2", "a");
        add("a3", "a");
        add("b1", "b");

        started.removeLast().run();

        assertThat(done).containsExactly("b1");
    }

    @Test
    void keep_a_job_until_all_its_lanes_are_free() {
        add("a1", "a");
        add("a2", "a");
        add("ab", "a", "b");
        assertThat(started).hasSize(2);

        started.remove().run();

        assertThat(started).hasSize(2);
    }

    @Test
    void do_only_so_many_jobs_at_all_at_a_time() {
        List.of("a", "b", "c", "d").forEach(lane -> add(lane, lane));
        assertThat(started).hasSize(3);

        started.remove().run();

        assertThat(started).hasSize(3);
    }

    @Test
    void have_their_turn_although_others_are_never_empty() {
        List.of("a1", "a2", "a3", "a4", "a5").forEach(id -> add(id, "a"));
        List.of("b1", "b2", "b3", "b4", "b5").forEach(id -> add(id, "b"));
        add("c1", "c");

        while (done.size() < 6) {
            started.remove().run();
        }

        assertThat(done).contains("c1");
    }

    @Test
    void tell_how_long_each_of_them_is() {
        add("a1", "a");
        add("ab", "a", "b");
        assertThat(lanes.size("a")).isEqualTo(2);
        assertThat(lanes.size("b")).isEqualTo(1);

        started.remove().run();

        assertThat(lanes.size("a")).isEqualTo(1);
        assertThat(lanes.size("c")).isZero();
    }

    @Test
    void take_no_job_twice_before_it_is_done() {
        add("a1", "a");
        add("a1", "a");
        assertThat(lanes.size()).isEqualTo(1);
        assertThat(started).hasSize(1);

        started.remove().run();
        add("a1", "a");

        assertThat(started).as("not done for good").hasSize(1);
    }

    @Test
    void are_free_again_when_a_job_fails() {
        lanes.add(new Lanes.Job("a1", Set.of("a"), () -> {
            throw new IllegalStateException("no database");
        }));
        add("a2", "a");
        add("a3", "a");

        assertThat(started).hasSize(2);
        try {
            started.remove().run();
        } catch (IllegalStateException expected) {
            done.add("failed");
        }

        assertThat(done).containsExactly("failed");
        assertThat(started).hasSize(2);
        assertThat(lanes.knows("a1")).isFalse();
    }

    private void add(String id, String... where) {
        lanes.add(new Lanes.Job(id, Set.of(where), () -> done.add(id)));
    }
}

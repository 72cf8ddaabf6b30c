package io.github.keycloakassume.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An attempt")
final class AttemptTest {

    private final List<String> done = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Test
    void that_fails_keeps_no_other_from_being_made() {
        List<Boolean> answers = List.of("first", "broken", "last").stream()
                .map(name -> Attempt.at(() -> work(name), e -> failed.add(name + ": " + e.getMessage())))
                .toList();

        assertThat(answers).containsExactly(true, false, true);
        assertThat(done).containsExactly("first", "last");
        assertThat(failed).containsExactly("broken: read-only");
    }

    @Test
    void does_not_go_on_when_the_machine_fails() {
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> Attempt.at(
                        () -> {
                            throw new StackOverflowError();
                        },
                        e -> failed.add("hidden")));
        assertThat(failed).isEmpty();
    }

    private void work(String name) {
        if (name.equals("broken")) {
            throw new UnsupportedOperationException("read-only");
        }
        done.add(name);
    }
}

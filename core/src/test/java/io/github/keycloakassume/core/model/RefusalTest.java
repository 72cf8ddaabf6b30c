package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A refusal")
final class RefusalTest {

    private static final class Hidden {

        private static final Refusal NOT_SHOWN = new Refusal("not-shown", 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOT_ALLOWED", "not allowed", "not-", "Not-allowed"})
    void has_a_key_of_small_letters_and_hyphens(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(key, 403));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 399, 500})
    void has_the_status_of_a_fault_of_the_caller(int status) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal("not-allowed", status));
    }

    @Test
    void is_found_among_those_that_a_class_lists() {
        assertThat(Refusal.listedIn(Refusal.class)).contains(Refusal.NOT_ALLOWED, Refusal.TOO_MANY_REQUESTS);
        assertThat(Refusal.listedIn(String.class)).isEmpty();
    }

    @Test
    void is_listed_for_all_to_read() {
        assertThat(Hidden.NOT_SHOWN.key()).isEqualTo("not-shown");
        assertThatIllegalArgumentException().isThrownBy(() -> Refusal.listedIn(Hidden.class));
    }
}

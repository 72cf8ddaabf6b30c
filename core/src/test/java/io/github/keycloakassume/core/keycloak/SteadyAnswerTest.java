package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An answer that does not tell by its time what was found")
final class SteadyAnswerTest {

    @ParameterizedTest(name = "after {0} ms of work another {1} ms")
    @CsvSource({"0, 100", "1, 99", "99, 1", "100, 100", "101, 99", "230, 70"})
    void leaves_a_whole_number_of_steps_after_its_request(long spent, long wait) {
        assertThat(SteadyAnswer.untilNextStep(spent * 1_000_000)).isEqualTo(wait * 1_000_000);
    }
}

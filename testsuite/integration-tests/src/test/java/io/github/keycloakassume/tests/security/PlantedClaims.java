package io.github.keycloakassume.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.model.StepUp;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** Tests that prove something, and tests that do not. The name ends so that none of them runs. */
final class PlantedClaims {

    @Test
    void verifies() {
        assertThat(StepUp.NONE.maxAge()).isNull();
    }

    @Test
    void has_another_verify() {
        List.of(StepUp.NONE).forEach(PlantedClaims::verify);
    }

    @Test
    void looks_and_verifies_nothing() {
        StepUp.NONE.maxAge();
    }

    @Test
    @SuppressWarnings({"CheckReturnValue", "ResultOfMethodCallIgnored"})
    void begins_an_assertion_and_says_nothing() {
        assertThat(StepUp.NONE.maxAge()).as("the maximum age");
    }

    @Test
    void verifies_a_constant() {
        assertThat(1 + 1).isEqualTo(2);
    }

    @Test
    @Disabled("planted")
    void is_switched_off() {
        verify(StepUp.NONE);
    }

    void is_no_test() {
        verify(StepUp.NONE);
    }

    private static void verify(StepUp stepUp) {
        assertThat(stepUp.acr()).isNull();
    }
}

package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The cause of an end")
final class EndCauseTest {

    @ParameterizedTest
    @EnumSource
    void is_found_by_its_name(EndCause cause) {
        assertThat(EndCause.ofWireName(cause.wireName())).contains(cause);
    }

    @Test
    void is_found_by_no_other_name() {
        assertThat(EndCause.ofWireName(null)).isEmpty();
        assertThat(EndCause.ofWireName("REVERTED")).isEmpty();
    }

    /** The values of CAEP's {@code initiating_entity}. */
    @ParameterizedTest
    @CsvSource({"REVERTED, user", "REVOKED, admin", "TIME_OVER, policy", "NEVER_ARRIVED, system"})
    void says_who_began_it(EndCause cause, String initiator) {
        assertThat(cause.initiator().wireName()).isEqualTo(initiator);
    }
}

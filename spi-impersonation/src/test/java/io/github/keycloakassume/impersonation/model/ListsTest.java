package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What a list is asked for")
final class ListsTest {

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1"})
    void is_a_part_of_it_that_can_be(int first, int max) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageWindow(first, max));
    }

    @ParameterizedTest
    @EnumSource
    void is_a_state_by_its_name(Impersonation.State state) {
        assertThat(Impersonation.State.ofWireName(state.wireName())).isEqualTo(state);
    }

    @Test
    void is_no_state_that_there_is_not() {
        assertThatIllegalArgumentException().isThrownBy(() -> Impersonation.State.ofWireName("ACTIVE"));
    }

    @Test
    void is_but_his_own_for_those_who_may_not_see_others() {
        Person agent = new Person("realm", "agent-id", "agent");
        ImpersonationFilter all =
                new ImpersonationFilter("realm", Instant.EPOCH, null, Impersonation.State.ACTIVE, "u", "i", "s");

        assertThat(all.ownOf(agent))
                .isEqualTo(new ImpersonationFilter(
                        "realm", Instant.EPOCH, agent, Impersonation.State.ACTIVE, "u", "i", "s"));
    }
}

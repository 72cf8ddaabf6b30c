package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who gives or takes our roles")
final class RoleGiverTest {

    private static final RoleGiver HOLDER = new RoleGiver(false, Set.of("1", "2"));

    @Test
    void gives_everything_as_administrator_of_the_realm() {
        assertThat(RoleGiver.REALM_ADMIN.mayGive(Set.of("1", "2", "3"))).isTrue();
    }

    @Test
    void gives_what_he_holds_himself() {
        assertThat(HOLDER.mayGive(Set.of("2"))).isTrue();
    }

    @Test
    void does_not_give_what_he_holds_only_a_part_of() {
        assertThat(HOLDER.mayGive(Set.of("2", "3"))).isFalse();
    }

    @Test
    void gives_nothing_if_he_is_nobody_we_know() {
        assertThat(RoleGiver.NOBODY.mayGive(Set.of("1"))).isFalse();
    }

    @Test
    void takes_protection_as_administrator_of_the_realm_only() {
        assertThat(RoleGiver.REALM_ADMIN.mayTakeProtection()).isTrue();
        assertThat(HOLDER.mayTakeProtection()).isFalse();
        assertThat(RoleGiver.NOBODY.mayTakeProtection()).isFalse();
    }
}

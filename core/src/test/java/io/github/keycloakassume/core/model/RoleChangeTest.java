package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.RoleHolding.Kind;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A change of who passes our roles on")
final class RoleChangeTest {

    private static final OurRole VIEW = new OurRole("view-something");

    @ParameterizedTest
    @EnumSource
    void gives_what_a_new_holding_passes_on(Kind kind) {
        assertThat(new RoleChange(Set.of(), Set.of(viewing(kind))).given()).containsExactly(viewing(kind));
    }

    @Test
    void that_is_none_gives_and_takes_nothing() {
        RoleChange none = new RoleChange(Set.of(viewing(Kind.GROUP)), Set.of(viewing(Kind.GROUP)));

        assertThat(none.given()).isEmpty();
        assertThat(none.taken(VIEW)).isEmpty();
    }

    @Test
    void takes_a_role_and_no_other_when_a_holding_of_it_is_gone() {
        RoleHolding held = new RoleHolding(Kind.GROUP, "board", OurRole.ASSUME_ACCOUNTS, "2");
        RoleChange change = new RoleChange(Set.of(held), Set.of());

        assertThat(change.taken(OurRole.ASSUME_ACCOUNTS)).containsExactly(held);
        assertThat(change.taken(VIEW)).isEmpty();
    }

    private static RoleHolding viewing(Kind kind) {
        return new RoleHolding(kind, "somebody", VIEW, "1");
    }
}

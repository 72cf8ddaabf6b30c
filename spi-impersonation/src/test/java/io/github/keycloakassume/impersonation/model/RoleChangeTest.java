package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.model.RoleHolding.Kind;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A change of who passes our roles on")
final class RoleChangeTest {

    private static final RoleHolding NAME =
            new RoleHolding(Kind.NAME, "view-impersonations", OurRole.VIEW_IMPERSONATIONS, "1");

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "NAME", mode = EnumSource.Mode.EXCLUDE)
    void gives_the_role_of_a_new_holding(Kind kind) {
        assertThat(new RoleChange(Set.of(), Set.of(viewing(kind))).given()).containsExactly("1");
    }

    @Test
    void that_is_none_gives_and_takes_nothing() {
        RoleChange none = new RoleChange(Set.of(viewing(Kind.GROUP)), Set.of(viewing(Kind.GROUP)));

        assertThat(none.given()).isEmpty();
        assertThat(none.taken()).isEmpty();
    }

    @Test
    void takes_a_name_when_a_role_of_ours_is_renamed_and_gives_it_to_nobody() {
        RoleChange renamed = new RoleChange(
                Set.of(NAME), Set.of(new RoleHolding(Kind.NAME, "other", OurRole.VIEW_IMPERSONATIONS, "1")));

        assertThat(renamed.taken()).containsExactly(NAME);
        assertThat(renamed.given()).isEmpty();
    }

    @Test
    void takes_a_protection_when_a_holding_of_it_is_gone() {
        RoleHolding protection = new RoleHolding(Kind.GROUP, "board", OurRole.NOT_IMPERSONATABLE, "2");

        assertThat(new RoleChange(Set.of(protection), Set.of()).taken()).containsExactly(protection);
    }

    @Test
    void takes_nothing_that_matters_when_a_mere_right_is_gone() {
        assertThat(new RoleChange(Set.of(viewing(Kind.GROUP)), Set.of()).taken())
                .isEmpty();
    }

    private static RoleHolding viewing(Kind kind) {
        return new RoleHolding(kind, "somebody", OurRole.VIEW_IMPERSONATIONS, "1");
    }
}

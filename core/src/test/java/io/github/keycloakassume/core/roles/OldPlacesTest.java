package io.github.keycloakassume.core.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.store.OldValue;
import io.github.keycloakassume.core.store.OldValue.Field;
import io.github.keycloakassume.core.store.RoleTables.Pair;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a transaction has changed where it stands")
final class OldPlacesTest {

    private final OldPlaces places = new OldPlaces();

    @Test
    void leaves_a_group_that_was_moved_below_the_old_one() {
        places.remember(parent("team", "old"));

        assertThat(places.groupsBelow(List.of("old"), List.of())).containsExactly(new Pair("team", "old"));
        assertThat(places.groupsBelow(List.of("new"), List.of(new Pair("team", "new"), new Pair("other", "new"))))
                .containsExactly(new Pair("other", "new"));
    }

    @Test
    void counts_from_the_first_change() {
        places.remember(parent("team", "first"));
        places.remember(parent("team", "second"));

        assertThat(places.groupsBelow(List.of("first", "second"), List.of()))
                .containsExactly(new Pair("team", "first"));
    }

    @Test
    void keeps_the_defaults_of_the_realm_that_changed_them_and_of_no_other() {
        places.remember(new OldValue(Field.DEFAULT_GROUPS, "realm", "realm", Set.of("before")));

        assertThat(places.defaults(Field.DEFAULT_GROUPS, "realm", Set.of("now")))
                .containsExactly("before");
        assertThat(places.defaults(Field.DEFAULT_GROUPS, "other", Set.of("now")))
                .containsExactly("now");
        assertThat(places.defaults(Field.DEFAULT_ROLE, "realm", Set.of("now"))).containsExactly("now");
    }

    @Test
    void names_the_realms_where_it_matters_and_not_those_where_only_a_name_changed() {
        places.remember(parent("team", "old"));
        places.remember(new OldValue(Field.ROLE_NAME, "elsewhere", "role", Set.of("view")));

        assertThat(places.realms()).containsExactly("realm");
        assertThat(places.holders(Field.ROLE_NAME)).containsExactly("role");
    }

    private static OldValue parent(String group, String old) {
        return new OldValue(Field.GROUP_PARENT, "realm", group, Set.of(old));
    }
}

package io.github.keycloakassume.assumption.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A wish")
final class GrantWishTest {

    @Test
    void that_names_no_scope_is_for_the_usual_one() {
        assertThat(wish(null, null, null).orFor(Scope.user("alice")))
                .extracting(GrantWish::target)
                .extracting(TargetWish::scope, TargetWish::user, TargetWish::organization)
                .containsExactly("user", "alice", null);
        assertThat(wish(null, null, null).orFor(Scope.organization("acme")))
                .extracting(GrantWish::target)
                .extracting(TargetWish::scope, TargetWish::user, TargetWish::organization)
                .containsExactly("organization", null, "acme");
    }

    @Test
    void that_names_a_scope_or_a_part_of_one_keeps_it() {
        assertThat(wish("realm", null, null).orFor(Scope.user("alice")).target().scope())
                .isEqualTo("realm");
        assertThat(wish(null, "bob", null).orFor(Scope.user("alice")).target().user())
                .isEqualTo("bob");
    }

    @Test
    void is_about_terms_when_it_says_anything_but_how_long() {
        assertThat(wish(null, null, null).terms().isGiven()).isFalse();
        assertThat(wish(null, null, List.of("unlock")).terms().isGiven()).isTrue();
    }

    private static GrantWish wish(@Nullable String scope, @Nullable String user, @Nullable List<String> allow) {
        return new GrantWish(
                new TargetWish(scope, null, user),
                new TermsWish(null, Map.of(), null, null, null, null, allow),
                "P1D",
                null);
    }
}

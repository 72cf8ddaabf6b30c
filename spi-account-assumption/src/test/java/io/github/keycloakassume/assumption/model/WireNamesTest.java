package io.github.keycloakassume.assumption.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Words of grants and requests")
final class WireNamesTest {

    @ParameterizedTest
    @EnumSource
    void for_a_scope_are_found_again(ScopeKind kind) {
        assertThat(ScopeKind.ofWireName(kind.wireName())).contains(kind);
        assertThat(ScopeKind.ofWireName(kind.name())).isEmpty();
    }
}

package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A mode")
final class ModeTest {

    @ParameterizedTest
    @EnumSource
    void is_found_by_its_wire_name(Mode mode) {
        assertThat(Mode.ofWireName(mode.wireName())).contains(mode);
    }

    @Test
    void is_not_found_by_anything_else() {
        assertThat(Mode.ofWireName("FULL")).isEmpty();
        assertThat(Mode.READ_ONLY.wireName()).isEqualTo("read-only");
    }
}

package io.github.keycloakassume.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A role of ours")
final class OurRoleTest {

    @Test
    void is_the_same_as_one_of_that_name_that_was_read() {
        assertThat(new OurRole("assume-accounts")).isEqualTo(OurRole.ASSUME_ACCOUNTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "VIEW", "view_it", "view-", "-view", "view it"})
    void has_a_name_of_small_letters_and_hyphens(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new OurRole(name));
    }

    @Test
    void has_a_name_that_its_column_takes() {
        assertThat(new OurRole("a".repeat(64)).roleName()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new OurRole("a".repeat(65)));
    }

    @Test
    void protects_its_holder_if_it_keeps_everyone_out() {
        assertThat(OurRole.NOT_IMPERSONATABLE.protectsItsHolder()).isTrue();
        assertThat(OurRole.ASSUME_ACCOUNTS.protectsItsHolder()).isFalse();
    }
}

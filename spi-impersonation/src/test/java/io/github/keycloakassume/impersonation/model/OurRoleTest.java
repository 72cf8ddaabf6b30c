package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A role of ours")
final class OurRoleTest {

    @ParameterizedTest
    @EnumSource
    void is_found_by_its_name(OurRole role) {
        assertThat(OurRole.named(role.roleName())).contains(role);
    }

    @Test
    void is_not_found_by_any_other_name() {
        assertThat(OurRole.named("realm-admin")).isEmpty();
    }

    @Test
    void that_keeps_everybody_out_is_part_of_nobodys_rights() {
        assertThat(OurRole.NOT_IMPERSONATABLE.isPartOfRealmAdmin()).isFalse();
        assertThat(OurRole.NOT_IMPERSONATABLE.protectsItsHolder()).isTrue();
    }
}

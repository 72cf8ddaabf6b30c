package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.RefusedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A decision")
final class DecisionTest {

    private static final Decision NO = Decision.refused(ImpersonationRefusal.USER_DISABLED);

    @Test
    void is_the_first_refusal_of_its_chain() {
        assertThat(Decision.allowed().and(() -> NO)).isEqualTo(NO);
        assertThat(NO.and(() -> {
                    throw new AssertionError("nobody is asked after a refusal");
                }))
                .isEqualTo(NO);
    }

    @Test
    void lets_pass_or_throws_what_it_refuses() {
        assertThatCode(Decision.allowed()::orThrow).doesNotThrowAnyException();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(NO::orThrow)
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(ImpersonationRefusal.USER_DISABLED));
    }
}

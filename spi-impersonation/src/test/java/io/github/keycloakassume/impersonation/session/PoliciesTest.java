package io.github.keycloakassume.impersonation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.Mode;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The one decision")
final class PoliciesTest {

    private static final ImpersonationPolicy YES = attempt -> Decision.allowed();
    private static final ImpersonationPolicy NO = attempt -> Decision.refused(Refusal.USER_DISABLED);

    @Test
    void is_yes_when_every_policy_agrees() {
        assertThat(decide(YES, YES)).isEqualTo(Decision.allowed());
    }

    @Test
    void is_no_when_one_policy_says_no_wherever_it_stands() {
        assertThat(decide(YES, NO)).isEqualTo(Decision.refused(Refusal.USER_DISABLED));
        assertThat(decide(NO, YES)).isEqualTo(Decision.refused(Refusal.USER_DISABLED));
    }

    @Test
    void is_no_when_there_is_no_policy_at_all() {
        assertThat(decide()).isEqualTo(Decision.refused(Refusal.IMPERSONATION_NOT_ALLOWED));
    }

    private static Decision decide(ImpersonationPolicy... policies) {
        return new Policies(List.of(policies)).decide(attempt());
    }

    private static ImpersonationAttempt attempt() {
        return new ImpersonationAttempt(
                untouched(org.keycloak.models.RealmModel.class),
                untouched(io.github.keycloakassume.impersonation.spi.Impersonator.class),
                untouched(org.keycloak.models.UserModel.class),
                Mode.FULL);
    }

    /** These policies look at nothing; whoever does fails. */
    private static <T> T untouched(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new AssertionError("not to be looked at: " + method);
        }));
    }
}

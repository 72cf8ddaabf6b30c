package io.github.keycloakassume.impersonation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The one decision")
final class PoliciesTest {

    private static final ImpersonationPolicy YES = attempt -> Decision.allowed();
    private static final ImpersonationPolicy NO = attempt -> Decision.refused(ImpersonationRefusal.USER_DISABLED);

    @Test
    void is_yes_when_every_policy_agrees() {
        assertThat(decide(YES, YES)).isEqualTo(Decision.allowed());
    }

    @Test
    void is_no_when_one_policy_says_no_wherever_it_stands() {
        assertThat(decide(YES, NO)).isEqualTo(Decision.refused(ImpersonationRefusal.USER_DISABLED));
        assertThat(decide(NO, YES)).isEqualTo(Decision.refused(ImpersonationRefusal.USER_DISABLED));
    }

    @Test
    void is_no_when_there_is_no_policy_at_all() {
        assertThat(decide()).isEqualTo(Decision.refused(ImpersonationRefusal.IMPERSONATION_NOT_ALLOWED));
    }

    @Test
    void is_no_for_vendor_staff_when_no_policy_knows_of_a_grant() {
        assertThat(ofVendorStaff(YES, YES)).isEqualTo(Decision.refused(Refusal.GRANT_REQUIRED));
    }

    @Test
    void rests_on_the_grant_that_one_policy_names_when_the_others_agree() {
        Basis basis = new Basis("grant-1", null);
        assertThat(ofVendorStaff(YES, attempt -> Decision.allowedBy(basis), YES))
                .isEqualTo(Decision.allowedBy(basis));
    }

    @Test
    void tells_vendor_staff_without_a_grant_nothing_of_what_else_stands_against_a_subject() {
        assertThat(ofVendorStaff(attempt -> Decision.refused(ImpersonationRefusal.SUBJECT_PROTECTED)))
                .isEqualTo(Decision.refused(Refusal.GRANT_REQUIRED));
    }

    @Test
    void tells_vendor_staff_with_a_grant_what_stands_against_a_subject() {
        assertThat(ofVendorStaff(
                        attempt -> Decision.allowedBy(new Basis("grant-1", null)),
                        attempt -> Decision.refused(ImpersonationRefusal.SUBJECT_PROTECTED)))
                .isEqualTo(Decision.refused(ImpersonationRefusal.SUBJECT_PROTECTED));
    }

    private static Decision decide(ImpersonationPolicy... policies) {
        return new Policies(List.of(policies), (impersonator, realm) -> false).decide(attempt());
    }

    private static Decision ofVendorStaff(ImpersonationPolicy... policies) {
        return new Policies(List.of(policies), (impersonator, realm) -> true).decide(attempt());
    }

    private static ImpersonationAttempt attempt() {
        return new ImpersonationAttempt(
                untouched(org.keycloak.models.RealmModel.class),
                untouched(io.github.keycloakassume.impersonation.spi.Impersonator.class),
                untouched(org.keycloak.models.UserModel.class),
                Mode.FULL,
                ImpersonationAttempt.Stage.REQUESTED,
                Instant.EPOCH,
                true,
                null);
    }

    /** These policies look at nothing; whoever does fails. */
    private static <T> T untouched(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new AssertionError("not to be looked at: " + method);
        }));
    }
}

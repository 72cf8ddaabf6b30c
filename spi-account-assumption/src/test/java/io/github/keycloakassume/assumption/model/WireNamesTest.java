package io.github.keycloakassume.assumption.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words of grants and requests")
final class WireNamesTest {

    @Test
    void for_scopes() {
        check(ScopeKind.values(), ScopeKind::wireName, ScopeKind::ofWireName, "user", "organization", "realm");
    }

    @Test
    void for_grantees_are_those_of_the_fields_that_name_them() {
        check(
                GranteeKind.values(),
                GranteeKind::wireName,
                GranteeKind::ofWireName,
                "user",
                "group",
                "role",
                "identityProvider");
    }

    @Test
    void for_effects() {
        check(Effect.values(), Effect::wireName, Effect::ofWireName, "allow", "deny");
    }

    @Test
    void for_what_is_allowed() {
        check(
                AllowedAct.values(),
                AllowedAct::wireName,
                AllowedAct::ofWireName,
                "impersonate",
                "reset-email",
                "unlock",
                "reset-two-factor",
                "recovery-code");
    }

    @Test
    void for_ends() {
        check(
                EndCause.values(),
                EndCause::wireName,
                EndCause::ofWireName,
                "expired",
                "revoked",
                "target-removed",
                "member-left");
    }

    @Test
    void for_whom_grants_govern() {
        check(Governs.values(), Governs::wireName, Governs::ofWireName, "role", "vendor", "everyone");
    }

    @Test
    void for_states_of_grants() {
        check(
                Grant.State.values(),
                Grant.State::wireName,
                Grant.State::ofWireName,
                "active",
                "expired",
                "revoked",
                "removed");
        check(
                GrantFilter.Standing.values(),
                GrantFilter.Standing::wireName,
                GrantFilter.Standing::ofWireName,
                "active",
                "ended");
    }

    @Test
    void for_states_of_requests() {
        check(
                AccessRequest.State.values(),
                AccessRequest.State::wireName,
                AccessRequest.State::ofWireName,
                "pending",
                "approved",
                "denied",
                "withdrawn",
                "lapsed");
        check(
                AccessRequest.Outcome.values(),
                AccessRequest.Outcome::wireName,
                AccessRequest.Outcome::ofWireName,
                "approved",
                "denied",
                "withdrawn",
                "lapsed");
    }

    private static <E extends Enum<E>> void check(
            E[] values, Function<E, String> wireName, Function<String, Optional<E>> found, String... names) {
        assertThat(Arrays.stream(values).map(wireName)).containsExactly(names);
        assertThat(values).allSatisfy(value -> {
            assertThat(found.apply(wireName.apply(value))).contains(value);
            assertThat(found.apply(value.name())).isEmpty();
        });
        assertThat(found.apply("")).isEmpty();
    }
}

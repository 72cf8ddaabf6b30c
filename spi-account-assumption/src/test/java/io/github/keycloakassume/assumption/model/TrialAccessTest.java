package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.ACME_IN_CONTROL;
import static io.github.keycloakassume.assumption.model.Samples.IN_ACME;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.impersonation.model.Basis;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A trial")
final class TrialAccessTest {

    private static final @Nullable Instant NO_END = null;
    private static final Belonging BOTH_IN_CONTROL =
            new Belonging(Set.of("acme", "other"), Set.of("acme", "other"), Set.of("acme", "other"));

    @Test
    void of_the_realm_opens_accounts_of_no_organization_in_control() {
        assertThat(TrialAccess.needsConsentOf(realmTrial(Belonging.NOWHERE), List.of()))
                .contains(Set.of());
        assertThat(TrialAccess.needsConsentOf(realmTrial(IN_ACME), List.of())).contains(Set.of());
        assertThat(TrialAccess.needsConsentOf(realmTrial(ACME_IN_CONTROL), List.of()))
                .isEmpty();
    }

    @Test
    void of_an_organization_needs_the_consent_of_the_others_in_control() {
        assertThat(TrialAccess.needsConsentOf(acmeTrial(BOTH_IN_CONTROL), List.of()))
                .contains(Set.of("other"));
    }

    @Test
    void of_a_disabled_organization_opens_nothing() {
        Belonging disabled = new Belonging(Set.of("acme"), Set.of(), Set.of());

        assertThat(TrialAccess.needsConsentOf(SubjectTenants.of(disabled, Set.of("acme"), false), List.of()))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new SubjectTenants(disabled, Set.of("acme"), false));
    }

    @Test
    void opens_nothing_that_is_denied() {
        Grant denial = Samples.grant("no", Scope.user("alice-id"), GrantTerms.denial(), NO_END);

        assertThat(TrialAccess.needsConsentOf(realmTrial(IN_ACME), List.of(denial)))
                .isEmpty();
        assertThat(TrialAccess.choose(facts(null, IN_ACME), realmTrial(IN_ACME), List.of(denial), grant -> true))
                .isEmpty();
    }

    @Test
    void is_what_an_attempt_rests_on_that_names_it_or_nothing() {
        SubjectTenants trial = realmTrial(IN_ACME);

        assertThat(TrialAccess.choose(facts(null, IN_ACME), trial, List.of(), grant -> true))
                .contains(Choice.ofTrial(List.of()));
        assertThat(TrialAccess.choose(facts(Basis.TRIAL, IN_ACME), trial, List.of(), grant -> true))
                .contains(Choice.ofTrial(List.of()));
        assertThat(TrialAccess.choose(facts("grant", IN_ACME), trial, List.of(), grant -> true))
                .isEmpty();
        assertThat(TrialAccess.choose(facts(Basis.BREAK_GLASS, IN_ACME), trial, List.of(), grant -> true))
                .isEmpty();
    }

    private static SubjectTenants realmTrial(Belonging belonging) {
        return SubjectTenants.of(belonging, Set.of(), true);
    }

    private static SubjectTenants acmeTrial(Belonging belonging) {
        return SubjectTenants.of(belonging, Set.of("acme"), false);
    }

    private static AttemptFacts facts(@Nullable String named, Belonging subject) {
        return new AttemptFacts(
                NOW, NOW, Samples.AGENT, Set.of(), Set.of(), Mode.FULL, AllowedAct.IMPERSONATE, named, subject);
    }
}

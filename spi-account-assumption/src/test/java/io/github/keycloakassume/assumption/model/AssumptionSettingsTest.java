package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Assumption settings")
final class AssumptionSettingsTest {

    private static final AssumptionSettings DEFAULTS = AssumptionSettings.defaults();

    @Test
    void break_nobody_on_a_fresh_installation() {
        assertThat(DEFAULTS.governs()).isEqualTo(Governs.ROLE);
        assertThat(DEFAULTS.vendorIdentityProviders()).isEmpty();
        assertThat(DEFAULTS.trial()).isFalse();
    }

    @Test
    void let_requests_wait_for_72_hours() {
        assertThat(DEFAULTS.lapseOf(NOW)).isEqualTo(NOW.plus(Duration.ofDays(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "P30D"})
    void let_requests_wait_for_an_hour_to_30_days(String lapse) {
        assertThat(settings(Set.of(), null, Duration.parse(lapse)).requestLapse())
                .isEqualTo(Duration.parse(lapse));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59M59S", "PT-1H", "PT0S", "P30DT1S", "PT1H0.5S"})
    void are_refused_with_any_other_wait(String lapse) {
        assertRefused(Refusal.SETTING_INVALID, () -> settings(Set.of(), null, Duration.parse(lapse)), "requestLapse");
    }

    @Test
    void name_fifty_identity_providers_at_most() {
        assertThat(settings(aliases(50), null, Duration.ofHours(1)).vendorIdentityProviders())
                .hasSize(50);
        assertRefused(
                Refusal.SETTING_INVALID,
                () -> settings(aliases(51), null, Duration.ofHours(1)),
                "vendorIdentityProviders");
        assertRefused(
                Refusal.SETTING_INVALID,
                () -> settings(Set.of(" "), null, Duration.ofHours(1)),
                "vendorIdentityProviders");
    }

    @Test
    void name_a_role_or_none() {
        assertThat(settings(Set.of(), "role-id", Duration.ofHours(1)).organizationAdminRole())
                .isEqualTo("role-id");
        assertRefused(
                Refusal.SETTING_INVALID, () -> settings(Set.of(), "", Duration.ofHours(1)), "organizationAdminRole");
    }

    @Test
    void name_fifty_clients_at_most() {
        assertThat(deciding(aliases(50)).decidingClients()).hasSize(50);
        assertRefused(Refusal.SETTING_INVALID, () -> deciding(aliases(51)), "decidingClients");
    }

    @Test
    void forget_a_role_and_a_client_that_are_gone_and_no_others() {
        var settings = settings(Set.of("left"), "role-id", Duration.ofHours(1));

        assertThat(settings.withoutRole("role-id")).isEqualTo(settings(Set.of("left"), null, Duration.ofHours(1)));
        assertThat(settings.withoutRole("another")).isEqualTo(settings);
        assertThat(deciding(Set.of("gone", "left")).withoutClient("gone")).isEqualTo(deciding(Set.of("left")));
        assertThat(deciding(Set.of("left")).withoutClient("gone")).isEqualTo(deciding(Set.of("left")));
    }

    @Test
    void become_those_of_a_trial_and_stay_as_they_are_else() {
        assertThat(deciding(Set.of("a")).withTrial(true).trial()).isTrue();
        assertThat(deciding(Set.of("a")).withTrial(true).withTrial(false)).isEqualTo(deciding(Set.of("a")));
    }

    @Test
    void say_what_was_changed_and_nothing_else() {
        var changed = new AssumptionSettings(
                Governs.VENDOR, Set.of("b", "a"), "role-id", Duration.ofHours(1), true, Set.of("id"));

        assertThat(changed.changesFrom(DEFAULTS))
                .isEqualTo("governs: role → vendor, vendorIdentityProviders: [] → [a, b], organizationAdminRole: none →"
                        + " role-id, requestLapse: PT72H → PT1H, trial: false → true, decidingClients: [] → [id]");
        assertThat(DEFAULTS.changesFrom(DEFAULTS)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: holder of assume-accounts {1}, vendor {2}: {3}")
    @CsvSource({
        "ROLE, false, false, false",
        "ROLE, false, true, false",
        "ROLE, true, false, true",
        "ROLE, true, true, true",
        "VENDOR, false, false, false",
        "VENDOR, false, true, true",
        "VENDOR, true, false, true",
        "VENDOR, true, true, true",
        "EVERYONE, false, false, true",
        "EVERYONE, false, true, true",
        "EVERYONE, true, false, true",
        "EVERYONE, true, true, true",
    })
    void say_who_needs_a_grant(Governs governs, boolean holdsAssumeAccounts, boolean isVendor, boolean needs) {
        assertThat(Governed.needsGrant(governs, holdsAssumeAccounts, isVendor)).isEqualTo(needs);
    }

    private static Set<String> aliases(int number) {
        return IntStream.range(0, number).mapToObj(Integer::toString).collect(Collectors.toSet());
    }

    private static AssumptionSettings settings(Set<String> providers, @Nullable String role, Duration lapse) {
        return new AssumptionSettings(Governs.ROLE, providers, role, lapse, false, Set.of());
    }

    private static AssumptionSettings deciding(Set<String> clients) {
        return new AssumptionSettings(Governs.ROLE, Set.of(), null, Duration.ofHours(1), false, clients);
    }

    private static AssumptionSettings settings(
            Governs governs, Set<String> providers, @Nullable String role, long hours, Set<String> clients) {
        return new AssumptionSettings(governs, providers, role, Duration.ofHours(hours), false, clients);
    }

    @Test
    void are_only_narrower_when_nobody_may_more_than_before() {
        AssumptionSettings before = settings(Governs.VENDOR, Set.of("idp"), "role", 72, Set.of("app"));

        assertThat(List.of(
                        settings(Governs.EVERYONE, Set.of("idp"), "role", 72, Set.of("app")),
                        settings(Governs.VENDOR, Set.of("idp", "other"), "role", 72, Set.of("app")),
                        settings(Governs.VENDOR, Set.of("idp"), "role", 72, Set.of()),
                        settings(Governs.EVERYONE, Set.of("idp", "other"), "role", 72, Set.of())))
                .allMatch(after -> after.isOnlyNarrowerThan(before));
        assertThat(List.of(
                        before,
                        settings(Governs.ROLE, Set.of("idp", "other"), "role", 72, Set.of()),
                        settings(Governs.EVERYONE, Set.of("other"), "role", 72, Set.of()),
                        settings(Governs.EVERYONE, Set.of("idp"), null, 72, Set.of()),
                        settings(Governs.EVERYONE, Set.of("idp"), "role", 71, Set.of()),
                        settings(Governs.EVERYONE, Set.of("idp"), "role", 72, Set.of("other")),
                        settings(Governs.EVERYONE, Set.of("idp"), "role", 72, Set.of())
                                .withTrial(true)))
                .noneMatch(after -> after.isOnlyNarrowerThan(before));
    }
}

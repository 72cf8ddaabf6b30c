package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.RefusedException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rules of the on-behalf-of exchange")
final class OnBehalfOfRulesTest {

    @Test
    void let_any_client_authentication_do_unless_the_realm_names_some() {
        OnBehalfOfRules named = new OnBehalfOfRules(Set.of("client-jwt", "client-x509"), 1, 1);

        assertThat(OnBehalfOfRules.defaults().accepts("client-secret")).isTrue();
        assertThat(named.accepts("client-jwt")).isTrue();
        assertThat(named.accepts("client-secret")).isFalse();
    }

    @ParameterizedTest(name = "{0} for one actor, {1} of one subject")
    @CsvSource({
        "0, 60, onBehalfOfPerActorPerHour",
        "-1, 60, onBehalfOfPerActorPerHour",
        "100001, 60, onBehalfOfPerActorPerHour",
        "1000, 0, onBehalfOfPerSubjectPerHour",
        "1000, 100001, onBehalfOfPerSubjectPerHour",
    })
    void have_rates_from_one_to_a_hundred_thousand(int perActor, int perSubject, String field) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new OnBehalfOfRules(Set.of(), perActor, perSubject))
                .satisfies(refused -> assertThat(refused.params()).containsExactly(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "client\njwt"})
    void name_no_authenticator_that_could_not_be_kept(String id) {
        assertRefused(Set.of(id));
    }

    @Test
    void name_twenty_authenticators_at_most_of_ninety_characters() {
        Set<String> twenty =
                IntStream.range(10, 30).mapToObj(n -> n + "x".repeat(88)).collect(Collectors.toSet());
        Set<String> more = IntStream.range(0, 21).mapToObj(Integer::toString).collect(Collectors.toSet());

        assertThat(new OnBehalfOfRules(twenty, 1, 1).serviceAccountAuthenticators())
                .hasSize(20);
        assertRefused(more);
        assertRefused(Set.of("x".repeat(91)));
    }

    @Test
    void are_told_of_in_the_trail_when_they_change() {
        ImpersonationSettings settings = ImpersonationSettings.defaults();
        ImpersonationSettings changed = new ImpersonationSettings(
                settings.defaultLifespan(),
                settings.longestLifespan(),
                settings.accessTokenLifespan(),
                settings.defaultMode(),
                settings.accountability(),
                settings.stepUp(),
                settings.notifications(),
                settings.stock(),
                settings.trailRetention(),
                settings.trustedBrokers(),
                new OnBehalfOfRules(Set.of("client-x509", "client-jwt"), 2, 3));

        assertThat(changed.changesFrom(settings))
                .isEqualTo("onBehalfOfAuthenticators: [] → [client-jwt, client-x509],"
                        + " onBehalfOfPerActorPerHour: 1000 → 2, onBehalfOfPerSubjectPerHour: 60 → 3");
    }

    private static void assertRefused(Set<String> authenticators) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new OnBehalfOfRules(authenticators, 1, 1))
                .satisfies(refused -> assertThat(refused.params()).containsExactly("onBehalfOfAuthenticators"));
    }
}

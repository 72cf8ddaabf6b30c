package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT_HIMSELF;
import static io.github.keycloakassume.assumption.model.Samples.SUPPORT_ROLE;
import static io.github.keycloakassume.assumption.model.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Mode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The terms of a grant")
final class GrantTermsTest {

    @Test
    void let_every_vendor_impersonate_unless_something_else_is_said() {
        assertThat(GrantTerms.usual()).isEqualTo(Terms.of().build());
        assertThat(GrantTerms.usual().allow()).containsExactly(AllowedAct.IMPERSONATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT1H", "PT24H"})
    void limit_an_impersonation_to_a_minute_to_a_day(String lifespan) {
        assertThat(Terms.of().lasting(Duration.parse(lifespan)).build().maxLifespan())
                .isEqualTo(Duration.parse(lifespan));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59S", "PT-1H", "PT24H1S", "PT60.5S"})
    void are_refused_with_any_other_lifespan(String lifespan) {
        Terms terms = Terms.of().lasting(Duration.parse(lifespan));

        assertRefused(GrantRefusal.TERMS_INVALID, terms::build, "maxLifespan");
    }

    @Test
    void limit_impersonations_at_once_to_one_to_a_thousand() {
        assertThat(Terms.of().atOnce(1).build().maxConcurrent()).isEqualTo(1);
        assertThat(Terms.of().atOnce(1000).build().maxConcurrent()).isEqualTo(1000);
        assertRefused(GrantRefusal.TERMS_INVALID, Terms.of().atOnce(0)::build, "maxConcurrent");
        assertRefused(GrantRefusal.TERMS_INVALID, Terms.of().atOnce(1001)::build, "maxConcurrent");
    }

    @Test
    void name_fifty_roles_at_most() {
        assertThat(Terms.of().about(roles(50)).build().subjectRoles()).hasSize(50);
        assertRefused(GrantRefusal.TERMS_INVALID, Terms.of().about(roles(51))::build, "subjectRoles");
    }

    @Test
    void allow_something() {
        assertRefused(GrantRefusal.TERMS_INVALID, Terms.of().allowing()::build, "allow");
    }

    static Stream<Arguments> denialsWithTerms() {
        return Stream.of(
                Arguments.of("grantee", Terms.ofDenial().to(SUPPORT_ROLE)),
                Arguments.of("mode", Terms.ofDenial().in(Mode.READ_ONLY)),
                Arguments.of("maxLifespan", Terms.ofDenial().lasting(Duration.ofHours(1))),
                Arguments.of("maxConcurrent", Terms.ofDenial().atOnce(1)),
                Arguments.of("subjectRoles", Terms.ofDenial().about("r")),
                Arguments.of("allow", Terms.ofDenial().allowing(AllowedAct.UNLOCK)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denialsWithTerms")
    void are_none_in_a_denial(String field, Terms terms) {
        assertThat(Terms.ofDenial().build()).isEqualTo(GrantTerms.denial());
        assertRefused(GrantRefusal.TERMS_INVALID, terms::build, field);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("grantee", Terms.of().to(AGENT_HIMSELF), Terms.of().to(SUPPORT_ROLE)),
                Arguments.of("grantee", Terms.of(), Terms.of().to(SUPPORT_ROLE)),
                Arguments.of("grantee", Terms.of().to(SUPPORT_ROLE), Terms.of()),
                Arguments.of("mode", Terms.of(), Terms.of().in(Mode.READ_ONLY)),
                Arguments.of("maxLifespan", Terms.of(), Terms.of().lasting(Duration.ofHours(1))),
                Arguments.of(
                        "maxLifespan",
                        Terms.of().lasting(Duration.ofHours(2)),
                        Terms.of().lasting(Duration.ofHours(1))),
                Arguments.of("maxConcurrent", Terms.of(), Terms.of().atOnce(2)),
                Arguments.of("maxConcurrent", Terms.of().atOnce(3), Terms.of().atOnce(2)),
                Arguments.of("subjectRoles", Terms.of(), Terms.of().about("a")),
                Arguments.of(
                        "subjectRoles", Terms.of().about("a", "b"), Terms.of().about("a")),
                Arguments.of("allow", Terms.of().allowing(AllowedAct.IMPERSONATE, AllowedAct.UNLOCK), Terms.of()),
                Arguments.of("effect", Terms.ofDenial(), Terms.of()),
                Arguments.of("effect", Terms.of(), Terms.ofDenial()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void are_wider_in_a_field(String field, Terms terms, Terms others) {
        assertThat(terms.build().fieldBeyond(others.build())).contains(field);
        assertThat(terms.build().isWithin(others.build())).isFalse();
    }

    static Stream<Arguments> narrower() {
        Terms some = Terms.of()
                .lasting(Duration.ofHours(2))
                .atOnce(2)
                .about("a", "b")
                .allowing(AllowedAct.IMPERSONATE, AllowedAct.UNLOCK);
        return Stream.of(
                Arguments.of(Terms.of(), Terms.of()),
                Arguments.of(some, some),
                Arguments.of(some, Terms.of().allowing(AllowedAct.values())),
                Arguments.of(Terms.of().in(Mode.READ_ONLY), Terms.of()),
                Arguments.of(Terms.of().to(SUPPORT_ROLE), Terms.of().to(SUPPORT_ROLE)),
                Arguments.of(
                        Terms.of()
                                .lasting(Duration.ofHours(1))
                                .atOnce(1)
                                .about("a")
                                .allowing(AllowedAct.UNLOCK),
                        some),
                Arguments.of(Terms.ofDenial(), Terms.ofDenial()));
    }

    @ParameterizedTest
    @MethodSource("narrower")
    void are_narrower_or_equal(Terms terms, Terms others) {
        assertThat(terms.build().fieldBeyond(others.build())).isEmpty();
        assertThat(terms.build().isWithin(others.build())).isTrue();
    }

    private static Set<String> roles(int number) {
        return IntStream.range(0, number).mapToObj(Integer::toString).collect(Collectors.toSet());
    }
}

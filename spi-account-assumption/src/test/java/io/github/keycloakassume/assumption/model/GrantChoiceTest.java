package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.ACME_IN_CONTROL;
import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.AGENT_HIMSELF;
import static io.github.keycloakassume.assumption.model.Samples.IN_ACME;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.REALM;
import static io.github.keycloakassume.assumption.model.Samples.RENAMED_AGENT;
import static io.github.keycloakassume.assumption.model.Samples.SUPPORT_GROUP;
import static io.github.keycloakassume.assumption.model.Samples.SUPPORT_ROLE;
import static io.github.keycloakassume.assumption.model.Samples.TENANT;
import static io.github.keycloakassume.assumption.model.Samples.VENDOR_LOGIN;
import static io.github.keycloakassume.assumption.model.Samples.attempt;
import static io.github.keycloakassume.assumption.model.Samples.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The grant that an impersonation rests on")
final class GrantChoiceTest {

    private static final Scope ALICE = Scope.user("alice-id");
    private static final Scope ACME = Scope.organization("acme");
    private static final Scope WHOLE_REALM = Scope.realm(REALM);

    static Stream<Arguments> insufficient() {
        return Stream.of(
                Arguments.of("for other acts", grant("g", Terms.of().allowing(AllowedAct.UNLOCK))),
                Arguments.of("for reading alone", grant("g", Terms.of().in(Mode.READ_ONLY))),
                Arguments.of("for another role", grant("g", Terms.of().to(role("master-id", "boss")))),
                Arguments.of(
                        "for the role of that id elsewhere",
                        grant("g", Terms.of().to(role(REALM, "supporter")))),
                Arguments.of("about others", grant("g", Terms.of().about("agent", "manager"))),
                Arguments.of("decided by himself", decidedByHimself()),
                Arguments.of("revoked", grant("g", Terms.of()).ended(EndCause.REVOKED, TENANT, NOW)),
                Arguments.of("past its end", grant("g", ALICE, GrantTerms.usual(), NOW)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insufficient")
    void is_none_that_does_not_suffice(String why, Grant grant) {
        assertThat(choose(attempt(), grant)).isEmpty();
        assertThat(choose(attempt(Mode.FULL, "g"), grant)).isEmpty();
    }

    static Stream<Arguments> sufficient() {
        return Stream.of(
                Arguments.of(Terms.of()),
                Arguments.of(Terms.of().to(AGENT_HIMSELF)),
                Arguments.of(Terms.of().to(SUPPORT_GROUP)),
                Arguments.of(Terms.of().to(SUPPORT_ROLE)),
                Arguments.of(Terms.of().to(VENDOR_LOGIN)),
                Arguments.of(Terms.of().about("customer", "manager")),
                Arguments.of(Terms.of().allowing(AllowedAct.values())));
    }

    @ParameterizedTest
    @MethodSource("sufficient")
    void is_one_that_suffices(Terms terms) {
        assertThat(choose(attempt(), grant("g", terms))).map(Grant::id).contains("g");
    }

    @Test
    void for_reading_is_one_for_reading_or_for_everything() {
        AttemptFacts reading = attempt(Mode.READ_ONLY, null);

        assertThat(choose(reading, grant("g", Terms.of()))).isPresent();
        assertThat(choose(reading, grant("g", Terms.of().in(Mode.READ_ONLY)))).isPresent();
    }

    @Test
    void is_none_while_a_denial_is_in_force() {
        Grant denial = grant("no", ACME, GrantTerms.denial(), NOW.plusSeconds(1));

        assertThat(choose(attempt(), grant("g", Terms.of()), denial)).isEmpty();
        assertThat(choose(attempt(Mode.FULL, "g"), grant("g", Terms.of()), denial))
                .isEmpty();
    }

    @Test
    void is_found_again_when_the_denial_is_over() {
        Grant past = grant("no", ACME, GrantTerms.denial(), NOW);
        Grant revoked = grant("no", ALICE, GrantTerms.denial(), null).ended(EndCause.REVOKED, TENANT, NOW);

        assertThat(choose(attempt(), grant("g", Terms.of()), past, revoked)).isPresent();
    }

    @Test
    void is_none_that_the_realm_decided_on_where_an_organization_took_control() {
        AttemptFacts controlled = attempt(Mode.FULL, null, ACME_IN_CONTROL);

        for (Scope scope : List.of(WHOLE_REALM, ACME, ALICE)) {
            assertThat(choose(controlled, grant("g", scope, GrantTerms.usual(), null)))
                    .isEmpty();
        }
    }

    @Test
    void is_one_of_the_organization_or_the_user_himself_where_an_organization_took_control() {
        AttemptFacts controlled = attempt(Mode.FULL, null, ACME_IN_CONTROL);

        assertThat(choose(
                        controlled, grant("g", ACME, GrantTerms.usual(), null).inTheNameOf(Owner.organization("acme"))))
                .isPresent();
        assertThat(choose(
                        controlled, grant("g", ALICE, GrantTerms.usual(), null).inTheNameOf(Owner.USER)))
                .isPresent();
    }

    @Test
    void is_the_one_named_or_none() {
        Grant wide = grant("wide", WHOLE_REALM, GrantTerms.usual(), null);
        Grant narrow = grant("narrow", Terms.of());

        assertThat(choose(attempt(Mode.FULL, "wide"), wide, narrow)).contains(wide);
        assertThat(choose(attempt(Mode.FULL, "unknown"), wide, narrow)).isEmpty();
    }

    /** Each pair is alike but for one thing, and the first has the id that would lose. */
    static Stream<Arguments> narrowerAndWider() {
        GrantTerms usual = GrantTerms.usual();
        return Stream.of(
                Arguments.of("user < organization", grant("z", ALICE, usual, null), grant("a", ACME, usual, null)),
                Arguments.of(
                        "organization < realm", grant("z", ACME, usual, null), grant("a", WHOLE_REALM, usual, null)),
                pair("user < group", Terms.of().to(AGENT_HIMSELF), Terms.of().to(SUPPORT_GROUP)),
                pair("group < role", Terms.of().to(SUPPORT_GROUP), Terms.of().to(SUPPORT_ROLE)),
                pair(
                        "role < identity provider",
                        Terms.of().to(SUPPORT_ROLE),
                        Terms.of().to(VENDOR_LOGIN)),
                pair("identity provider < whoever", Terms.of().to(VENDOR_LOGIN), Terms.of()),
                pair("some subjects < whatever subject", Terms.of().about("customer"), Terms.of()),
                pair(
                        "shorter",
                        Terms.of().lasting(Duration.ofHours(1)),
                        Terms.of().lasting(Duration.ofHours(2))),
                pair("limited < unlimited", Terms.of().lasting(Duration.ofHours(1)), Terms.of()),
                pair("fewer at once", Terms.of().atOnce(1), Terms.of().atOnce(2)),
                pair("counted < uncounted", Terms.of().atOnce(1000), Terms.of()),
                Arguments.of(
                        "ends earlier",
                        grant("z", ALICE, usual, NOW.plusSeconds(1)),
                        grant("a", ALICE, usual, NOW.plusSeconds(2))),
                Arguments.of(
                        "ends < indefinite",
                        grant("z", ALICE, usual, NOW.plusSeconds(1)),
                        grant("a", ALICE, usual, null)),
                Arguments.of("smaller id", grant("a", Terms.of()), grant("z", Terms.of())),
                Arguments.of(
                        "scope before grantee",
                        grant("z", ALICE, usual, null),
                        grant("a", ACME, Terms.of().to(AGENT_HIMSELF).build(), null)),
                pair(
                        "grantee before subjects",
                        Terms.of().to(AGENT_HIMSELF),
                        Terms.of().to(SUPPORT_GROUP).about("customer")),
                pair(
                        "subjects before lifespan",
                        Terms.of().about("customer"),
                        Terms.of().lasting(Duration.ofHours(1))),
                pair(
                        "lifespan before number",
                        Terms.of().lasting(Duration.ofHours(1)),
                        Terms.of().atOnce(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("narrowerAndWider")
    void is_the_narrowest(String why, Grant narrow, Grant wide) {
        assertThat(choose(attempt(), narrow, wide)).contains(narrow);
        assertThat(choose(attempt(), wide, narrow)).contains(narrow);
    }

    @Test
    void for_reading_is_rather_one_for_reading() {
        AttemptFacts reading = attempt(Mode.READ_ONLY, null);
        Grant narrow = grant("z", Terms.of().in(Mode.READ_ONLY));

        assertThat(choose(reading, grant("a", Terms.of().lasting(Duration.ofHours(1))), narrow))
                .contains(narrow);
    }

    @Test
    void is_the_next_one_when_the_narrowest_is_full_and_of_no_more_is_asked_than_needed() {
        Grant narrow = grant("narrow", Terms.of().to(AGENT_HIMSELF));
        Grant next = grant("next", Terms.of().to(SUPPORT_GROUP));
        Grant last = grant("last", Terms.of());
        List<Grant> asked = new ArrayList<>();

        Optional<Grant> chosen = GrantChoice.choose(attempt(), List.of(last, next, narrow), grant -> {
                    asked.add(grant);
                    return !grant.equals(narrow);
                })
                .map(Choice::grant);

        assertThat(chosen).contains(next);
        assertThat(asked).containsExactly(narrow, next);
    }

    @Test
    void needs_one_grant_for_all_of_it() {
        AttemptFacts unlocking = new AttemptFacts(
                NOW, NOW, AGENT, Set.of(SUPPORT_ROLE), Set.of("customer"), Mode.FULL, AllowedAct.UNLOCK, null, IN_ACME);

        assertThat(choose(
                        unlocking,
                        grant("a", Terms.of().in(Mode.READ_ONLY).allowing(AllowedAct.UNLOCK)),
                        grant("b", Terms.of().in(Mode.FULL))))
                .isEmpty();
    }

    private static Arguments pair(String why, Terms narrow, Terms wide) {
        return Arguments.of(why, grant("z", narrow), grant("a", wide));
    }

    private static Grantee role(String realmId, String id) {
        return new Grantee(GranteeKind.ROLE, realmId, id);
    }

    private static Grant decidedByHimself() {
        return Grant.given(
                "g",
                REALM,
                ALICE,
                GrantTerms.usual(),
                new GrantDecision(null, TENANT, RENAMED_AGENT, Owner.REALM, null),
                GrantPeriod.from(NOW, null));
    }

    private static Optional<Grant> choose(AttemptFacts facts, Grant... candidates) {
        return GrantChoice.choose(facts, List.of(candidates), grant -> true).map(Choice::grant);
    }
}

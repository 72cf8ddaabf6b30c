package io.github.keycloakassume.assumption.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.Generated.Candidates;
import io.github.keycloakassume.core.model.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

@Label("Whatever the grants, the choice")
@Domain(Generated.class)
@Domain(DomainContext.Global.class)
final class GrantChoicePropertiesTest {

    @Property
    void is_the_same_in_whatever_order_they_come(
            @ForAll Candidates candidates, @ForAll AttemptFacts facts, @ForAll Random random) {
        List<Grant> shuffled = new ArrayList<>(candidates.grants());
        Collections.shuffle(shuffled, random);

        assertThat(choose(facts, shuffled)).isEqualTo(choose(facts, candidates.grants()));
    }

    @Property
    void is_never_one_that_is_over_or_another_s_or_self_decided_or_too_narrow(
            @ForAll Candidates candidates, @ForAll AttemptFacts facts) {
        Optional<Grant> chosen = choose(facts, candidates.grants());
        Statistics.label("found")
                .collect(chosen.isPresent())
                .coverage(found -> found.check(true).percentage(share -> share > 5));

        chosen.ifPresent(grant -> {
            GrantTerms terms = grant.terms();
            assertThat(candidates.grants()).contains(grant);
            assertThat(terms.effect()).isEqualTo(Effect.ALLOW);
            assertThat(grant.end()).isNull();
            assertThat(grant.endsAt() == null || grant.endsAt().isAfter(facts.now()))
                    .isTrue();
            assertThat(grant.decidedBy().userId())
                    .isNotEqualTo(facts.impersonator().userId());
            assertThat(terms.grantee() == null || facts.impersonatorIs().contains(terms.grantee()))
                    .isTrue();
            assertThat(terms.subjectRoles().isEmpty()
                            || terms.subjectRoles().stream().anyMatch(facts.subjectRoleIds()::contains))
                    .isTrue();
            assertThat(terms.mode() == Mode.FULL || facts.mode() == Mode.READ_ONLY)
                    .isTrue();
            assertThat(terms.allow()).contains(facts.act());
            assertThat(facts.named() == null || facts.named().equals(grant.id()))
                    .isTrue();
            assertThat(grant.counts(facts.subject())).isTrue();
        });
    }

    @Property
    void is_nothing_as_soon_as_there_is_a_denial(
            @ForAll Candidates candidates, @ForAll AttemptFacts facts, @ForAll("denials") Grant denial) {
        assertThat(choose(facts, with(candidates, denial))).isEmpty();
    }

    @Property
    void is_something_still_when_one_more_is_granted(
            @ForAll Candidates candidates, @ForAll AttemptFacts facts, @ForAll Grant further) {
        if (choose(facts, candidates.grants()).isPresent()) {
            assertThat(choose(facts, with(candidates, further))).isPresent();
        }
    }

    @Property
    void is_something_only_if_one_of_them_alone_would_do(@ForAll Candidates candidates, @ForAll AttemptFacts facts) {
        boolean oneAlone = candidates.grants().stream()
                .anyMatch(grant -> choose(facts, List.of(grant)).isPresent());

        assertThat(choose(facts, candidates.grants()).isPresent()).isEqualTo(oneAlone);
    }

    @Property
    void is_never_more_when_the_terms_become_narrower(
            @ForAll GrantTerms terms, @ForAll AttemptFacts facts, @ForAll Random random) {
        GrantTerms narrower = Generated.narrowed(terms, random);

        assertThat(narrower.isWithin(terms)).isTrue();
        if (choose(facts, List.of(rest(terms))).isEmpty()) {
            assertThat(choose(facts, List.of(rest(narrower)))).isEmpty();
        }
    }

    @Property
    void is_what_it_would_be_without_those_that_are_full(
            @ForAll Candidates candidates, @ForAll AttemptFacts facts, @ForAll("fullOnes") Set<String> full) {
        Set<Grant> asked = new HashSet<>();
        Optional<Grant> chosen = GrantChoice.choose(facts, candidates.grants(), grant -> {
                    assertThat(asked.add(grant)).isTrue();
                    return !full.contains(grant.id());
                })
                .map(Choice::grant);

        List<Grant> others = candidates.grants().stream()
                .filter(grant -> !full.contains(grant.id()))
                .toList();
        assertThat(chosen).isEqualTo(choose(facts, others));
        assertThat(asked)
                .allSatisfy(
                        grant -> assertThat(GrantChoice.suffices(grant, facts)).isTrue());
    }

    @Provide
    Arbitrary<Set<String>> fullOnes() {
        return Generated.ids().set();
    }

    @Provide
    Arbitrary<Grant> denials() {
        return Generated.denials();
    }

    private static Grant rest(GrantTerms terms) {
        return Samples.grant("a", Scope.user("alice-id"), terms, null);
    }

    private static List<Grant> with(Candidates candidates, Grant one) {
        List<Grant> more = new ArrayList<>(candidates.grants());
        more.add(one);
        return more;
    }

    private static Optional<Grant> choose(AttemptFacts facts, List<Grant> candidates) {
        return GrantChoice.choose(facts, candidates, grant -> true).map(Choice::grant);
    }
}

package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.REALM;
import static io.github.keycloakassume.assumption.model.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.impersonation.model.Basis;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Who decided on a grant or a denial")
final class OwnerTest {

    private static final Scope ALICE = Scope.user("alice-id");
    private static final Owner A = Owner.organization("A");
    private static final Owner B = Owner.organization("B");

    /**
     * The whole table: the owner, the scope, and where the subject is. {@code A} is an organization in use, {@code a} the
     * same disabled, {@code +} after it: has taken control; {@code -} is none at all: the subject has left, or it is deleted.
     */
    @ParameterizedTest(name = "{0} about {1}, subject in {2}: allows {3}, denies {4}")
    @CsvSource({
        // owner, scope, subject in, its grant lets the vendor in, its denial keeps the vendor out
        "realm, realm, -, yes, ",
        "realm, realm, A, yes, ",
        "realm, realm, a, yes, ",
        "realm, realm, A+, no, ",
        "realm, realm, a+, no, ",
        "realm, realm, A B+, no, ",
        "realm, A, -, no, no",
        "realm, A, A, yes, yes",
        "realm, A, a, no, yes",
        "realm, A, A+, no, yes",
        "realm, A, a+, no, yes",
        "realm, A, B, no, no",
        "realm, A, A B+, no, yes",
        "realm, alice, -, yes, yes",
        "realm, alice, A, yes, yes",
        "realm, alice, A+, no, yes",
        "realm, alice, a+, no, yes",
        "realm, alice, A B+, no, yes",
        "A, A, -, no, no",
        "A, A, A, yes, yes",
        "A, A, a, no, yes",
        "A, A, A+, yes, yes",
        "A, A, a+, no, yes",
        "A, A, B, no, no",
        "A, A, B+, no, no",
        "A, A, A+ B, yes, yes",
        "A, A, A+ B+, no, yes",
        "A, alice, -, no, yes",
        "A, alice, A, yes, yes",
        "A, alice, a, no, yes",
        "A, alice, A+, yes, yes",
        "A, alice, a+, no, yes",
        "A, alice, B, no, yes",
        "A, alice, B+, no, yes",
        "A, alice, A+ B, yes, yes",
        "A, alice, A+ b, yes, yes",
        "A, alice, A+ B+, no, yes",
        "A, alice, A+ b+, no, yes",
        "user, alice, -, yes, yes",
        "user, alice, A, yes, yes",
        "user, alice, a, yes, yes",
        "user, alice, A+, yes, yes",
        "user, alice, A+ B+, yes, yes",
        "unknown, alice, -, no, yes",
        "unknown, alice, A, no, yes",
        "unknown, alice, a+, no, yes",
        "unknown, alice, A+, no, yes",
    })
    void decides_only_about_those_who_are_theirs(
            String owner, String scope, String where, String allows, @Nullable String denies) {
        Belonging subject = belonging(where);
        Grant grant = grant("g", scope(scope), owner(owner), GrantTerms.usual());

        assertThat(chosen(subject, grant)).as("lets in").isEqualTo(allows.equals("yes"));
        assertThat(!GrantChoice.opening(List.of(grant), subject).isEmpty())
                .as("is shown as open")
                .isEqualTo(allows.equals("yes"));
        if (denies != null) {
            Grant denial = grant("no", scope(scope), owner(owner), GrantTerms.denial());
            Grant own = grant("own", ALICE, Owner.USER, GrantTerms.usual());
            assertThat(!chosen(subject, denial, own)).as("keeps out").isEqualTo(denies.equals("yes"));
        }
    }

    /** What nodes of versions 0.1.0 and 0.2.0 write, side by side. */
    @ParameterizedTest(name = "{0} {1} about {2}: {3}")
    @CsvSource({
        "REALM, , realm, realm",
        "REALM, A, alice, realm",
        "REALM, A, A, realm",
        "USER, , alice, user",
        "USER, A, alice, user",
        "ORGANIZATION, A, A, A",
        "ORGANIZATION, , A, A",
        "ORGANIZATION, B, A, A",
        "ORGANIZATION, A, alice, A",
        "ORGANIZATION, , alice, unknown",
    })
    void is_what_a_row_of_either_version_means(
            Authority authority, @Nullable String organization, String scope, String means) {
        assertThat(Owner.ofRow(authority, organization, scope(scope))).isEqualTo(owner(means));
    }

    static Stream<Arguments> severalInControl() {
        return Stream.of(
                Arguments.of("B has granted nothing", false, grants()),
                Arguments.of("B has granted for her", true, grants(ofB(ALICE, GrantTerms.usual()))),
                Arguments.of(
                        "B has granted for all of B", true, grants(ofB(Scope.organization("B"), GrantTerms.usual()))),
                Arguments.of(
                        "B has granted for others' roles",
                        false,
                        grants(ofB(ALICE, Terms.of().about("manager").build()))),
                Arguments.of(
                        "B has granted to read",
                        false,
                        grants(ofB(ALICE, Terms.of().in(Mode.READ_ONLY).build()))),
                Arguments.of(
                        "B has granted, and it is over",
                        false,
                        grants(ofB(ALICE, GrantTerms.usual()).ended(EndCause.REVOKED, TENANT, NOW))),
                Arguments.of("B denies", false, grants(ofB(ALICE, GrantTerms.denial()))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("severalInControl")
    void opens_nobody_whom_another_organization_controls_unless_that_has_granted_too(
            String what, boolean open, List<Grant> further) {
        Grant ofA = grant("a", ALICE, A, GrantTerms.usual());

        assertThat(chosen(
                        belonging("A+ B+"),
                        Stream.concat(Stream.of(ofA), further.stream()).toArray(Grant[]::new)))
                .isEqualTo(open);
    }

    @Test
    void consents_by_the_grant_that_lasts_longest_also_where_another_is_named() {
        Grant ofA = grant("a", ALICE, A, GrantTerms.usual());
        Grant shorter = ofB("b1", NOW.plusSeconds(60));
        Grant longer = ofB("b2", NOW.plusSeconds(3600));
        AttemptFacts named = Samples.attempt(Mode.FULL, "a", belonging("A+ B+"));

        Optional<Choice> choice = GrantChoice.choose(named, List.of(shorter, longer, ofA), grant -> true);

        assertThat(choice).hasValueSatisfying(found -> {
            assertThat(found.grant()).isEqualTo(ofA);
            assertThat(found.consents()).containsExactly(longer);
            assertThat(found.all()).containsExactly(ofA, longer);
            assertThat(found.as(List.of(longer, ofA))).isEqualTo(found);
        });
    }

    @Test
    void consents_by_a_grant_that_shortens_nothing_needlessly() {
        Grant ofA = grant("a", ALICE, A, GrantTerms.usual());
        Grant indefinite =
                grant("b1", ALICE, B, Terms.of().lasting(Duration.ofMinutes(1)).build());
        Grant counted = grant("b2", ALICE, B, Terms.of().atOnce(1).build());
        Grant longer =
                grant("b3", ALICE, B, Terms.of().lasting(Duration.ofHours(1)).build());
        AttemptFacts both = Samples.attempt(Mode.FULL, "a", belonging("A+ B+"));

        Optional<Choice> choice = GrantChoice.choose(both, List.of(indefinite, longer, ofA), grant -> true);

        assertThat(choice).hasValueSatisfying(found -> {
            assertThat(found.consents()).containsExactly(longer);
            assertThat(found.basis(NOW)).isEqualTo(new Basis("a", NOW.plusSeconds(3600), Set.of("b3")));
        });
        assertThat(GrantChoice.choose(both, List.of(indefinite, counted, ofA), grant -> true)
                        .map(Choice::consents))
                .contains(List.of(counted));
        assertThat(GrantChoice.choose(both, List.of(indefinite, counted, ofA), grant -> !grant.equals(counted))
                        .map(Choice::consents))
                .contains(List.of(indefinite));
        assertThat(GrantChoice.choose(both, List.of(counted, ofA), grant -> !grant.equals(counted)))
                .isEmpty();
    }

    @Test
    void is_known_to_all_but_other_organizations() {
        Decider ofA = new Decider.OfOrganization(TENANT, "A");
        assertThat(List.of(Owner.REALM, Owner.USER, A)).allMatch(owner -> owner.isKnownTo(ofA));
        assertThat(List.of(B, Owner.UNKNOWN_ORGANIZATION)).noneMatch(owner -> owner.isKnownTo(ofA));
        assertThat(List.of(Owner.REALM, Owner.USER, A, B, Owner.UNKNOWN_ORGANIZATION))
                .allMatch(owner -> owner.isKnownTo(new Decider.OfRealm(TENANT)))
                .allMatch(owner -> owner.isKnownTo(new Decider.OfUser(TENANT)));
    }

    @Test
    void decides_about_what_is_theirs_alone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grant("g", Scope.organization("B"), A, GrantTerms.usual()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grant("g", Scope.organization("A"), Owner.USER, GrantTerms.usual()));
        assertThatIllegalArgumentException().isThrownBy(() -> grant("g", Scope.realm(REALM), A, GrantTerms.usual()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grant("g", Scope.organization("A"), Owner.UNKNOWN_ORGANIZATION, GrantTerms.usual()));
    }

    @Test
    void is_an_organization_by_its_id_or_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Owner(Authority.REALM, "A"));
        assertThatIllegalArgumentException().isThrownBy(() -> Owner.organization(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new Belonging(Set.of("A"), Set.of("A"), Set.of("B")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Belonging(Set.of("A"), Set.of("B"), Set.of()));
    }

    private static boolean chosen(Belonging subject, Grant... candidates) {
        return GrantChoice.choose(Samples.attempt(Mode.FULL, null, subject), List.of(candidates), grant -> true)
                .isPresent();
    }

    private static List<Grant> grants(Grant... grants) {
        return List.of(grants);
    }

    private static Grant ofB(Scope scope, GrantTerms terms) {
        return grant("b", scope, B, terms);
    }

    private static Grant ofB(String id, Instant endsAt) {
        return Grant.given(
                id,
                REALM,
                ALICE,
                GrantTerms.usual(),
                new GrantDecision(null, AGENT, TENANT, B, null),
                GrantPeriod.from(NOW.minusSeconds(1), endsAt));
    }

    private static Grant grant(String id, Scope scope, Owner owner, GrantTerms terms) {
        return Samples.grant(id, scope, terms, null).inTheNameOf(owner);
    }

    private static Scope scope(String text) {
        return switch (text) {
            case "realm" -> Scope.realm(REALM);
            case "alice" -> ALICE;
            default -> Scope.organization(text);
        };
    }

    private static Owner owner(String text) {
        return switch (text) {
            case "realm" -> Owner.REALM;
            case "user" -> Owner.USER;
            case "unknown" -> Owner.UNKNOWN_ORGANIZATION;
            default -> Owner.organization(text);
        };
    }

    private static Belonging belonging(String text) {
        List<String> organizations = text.equals("-") ? List.of() : Arrays.asList(text.split(" "));
        return new Belonging(
                ids(organizations.stream()),
                ids(organizations.stream().filter(one -> Character.isUpperCase(one.charAt(0)))),
                ids(organizations.stream().filter(one -> one.endsWith("+"))));
    }

    private static Set<String> ids(Stream<String> organizations) {
        return Set.copyOf(organizations
                .map(one -> one.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
                .toList());
    }
}

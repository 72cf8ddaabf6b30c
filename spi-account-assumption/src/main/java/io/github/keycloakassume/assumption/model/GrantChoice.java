package io.github.keycloakassume.assumption.model;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;

import io.github.keycloakassume.core.model.Mode;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the one grant that an act rests on. Grants are never merged: one alone allows all of it, or nothing does. */
public final class GrantChoice {

    private static final Comparator<Grant> NARROWEST_FIRST = Comparator.<Grant, ScopeKind>comparing(
                    grant -> grant.scope().kind())
            .thenComparing(GrantChoice::granteeKind, nullsLast(naturalOrder()))
            .thenComparing(grant -> grant.terms().subjectRoles().isEmpty())
            .thenComparing(grant -> grant.terms().mode() == Mode.FULL)
            .thenComparing(grant -> grant.terms().maxLifespan(), nullsLast(naturalOrder()))
            .thenComparing(grant -> grant.terms().maxConcurrent(), nullsLast(naturalOrder()))
            .thenComparing(Grant::endsAt, nullsLast(naturalOrder()))
            .thenComparing(comparing(Grant::id));

    private GrantChoice() {}

    /**
     * The grant that it rests on: the one named, else the narrowest that suffices; empty when there is none, or when a
     * denial is in force, which beats them all.
     *
     * @param candidates grants and denials whose scope reaches the subject: the user, their organizations, their realm
     * @param hasRoom whether one more impersonation may run under a grant; asked last, and of no more than needed
     */
    public static Optional<Choice> choose(AttemptFacts facts, Collection<Grant> candidates, Predicate<Grant> hasRoom) {
        if (candidates.stream().anyMatch(grant -> denies(grant, facts))) {
            return Optional.empty();
        }
        List<Grant> sufficient =
                candidates.stream().filter(grant -> suffices(grant, facts)).toList();
        return sufficient.stream()
                .filter(grant -> facts.named() == null || facts.named().equals(grant.id()))
                .sorted(NARROWEST_FIRST)
                .filter(grant -> consent(grant.owner().needsConsentOf(facts.subject()), sufficient))
                .filter(hasRoom)
                .flatMap(grant -> consents(
                        grant.owner().needsConsentOf(facts.subject()), sufficient, facts.requestedAt(), hasRoom)
                        .map(consents -> new Choice(grant, consents))
                        .stream())
                .findFirst();
    }

    /**
     * One grant of each of these organizations: that under which it may last longest, of these rather one that counts nothing.
     *
     * @param sufficient what suffices
     * @param hasRoom as for {@link #choose}
     * @return empty when one of them has none
     */
    public static Optional<List<Grant>> consents(
            Set<String> organizations, Collection<Grant> sufficient, Instant requestedAt, Predicate<Grant> hasRoom) {
        List<Grant> consents = organizations.stream()
                .flatMap(organization -> consent(organization, sufficient, requestedAt, hasRoom).stream())
                .toList();
        return consents.size() == organizations.size() ? Optional.of(consents) : Optional.empty();
    }

    /** Whether the grant alone would do, were there no denial, no other organization in control, and room under it. */
    public static boolean suffices(Grant grant, AttemptFacts facts) {
        GrantTerms terms = grant.terms();
        return terms.effect() == Effect.ALLOW
                && grant.isActive(facts.now())
                && grant.counts(facts.subject())
                && terms.allow().contains(facts.act())
                && GrantTerms.includes(terms.mode(), facts.mode())
                && (terms.grantee() == null || facts.impersonatorIs().contains(terms.grantee()))
                && isOneOf(terms.subjectRoles(), facts.subjectRoleIds())
                && !grant.decidedBy().isSamePersonAs(facts.impersonator());
    }

    /**
     * Whether each of these organizations has granted something of that.
     *
     * @param granted what suffices
     */
    public static boolean consent(Collection<String> organizations, Collection<Grant> granted) {
        return organizations.stream()
                .allMatch(organization ->
                        granted.stream().anyMatch(grant -> grant.owner().isOrganization(organization)));
    }

    /** The grants among those that let somebody in, whoever it is, at a subject who is in these organizations. */
    public static List<Grant> opening(Collection<Grant> active, Belonging subject) {
        List<Grant> allowing = active.stream()
                .filter(grant -> grant.terms().effect() == Effect.ALLOW && grant.counts(subject))
                .toList();
        return allowing.stream()
                .filter(grant -> consent(grant.owner().needsConsentOf(subject), allowing))
                .toList();
    }

    private static Optional<Grant> consent(
            String organization, Collection<Grant> sufficient, Instant requestedAt, Predicate<Grant> hasRoom) {
        return sufficient.stream()
                .filter(grant -> grant.owner().isOrganization(organization))
                .sorted(longestFirst(requestedAt))
                .filter(hasRoom)
                .findFirst();
    }

    private static Comparator<Grant> longestFirst(Instant requestedAt) {
        return Comparator.<Grant, Instant>comparing(
                        grant -> grant.latestEnd(requestedAt), nullsFirst(Comparator.reverseOrder()))
                .thenComparing(grant -> grant.terms().maxConcurrent(), nullsFirst(Comparator.reverseOrder()))
                .thenComparing(Grant::id);
    }

    /** Whether a denial among those in force counts for a subject who is in these organizations. */
    public static boolean denied(Collection<Grant> active, Belonging subject) {
        return active.stream().anyMatch(grant -> grant.terms().effect() == Effect.DENY && grant.counts(subject));
    }

    /** Whether it is a denial in force that counts. */
    public static boolean denies(Grant grant, AttemptFacts facts) {
        return grant.terms().effect() == Effect.DENY && grant.isActive(facts.now()) && grant.counts(facts.subject());
    }

    private static boolean isOneOf(Set<String> wanted, Set<String> held) {
        return wanted.isEmpty() || !Collections.disjoint(wanted, held);
    }

    private static @Nullable GranteeKind granteeKind(Grant grant) {
        Grantee grantee = grant.terms().grantee();
        return grantee == null ? null : grantee.kind();
    }
}
